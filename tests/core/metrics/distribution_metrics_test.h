// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class DistributionMetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_frechet_distances_are_reproduced();
    void golden_kernel_distances_are_reproduced();
    void golden_precision_recall_density_coverage_are_exact();
    void golden_inception_scores_are_reproduced();
    void frechet_distance_of_shifted_unit_gaussians_is_squared_shift();
    void frechet_distance_of_scaled_axes_is_the_sum_of_squared_differences_of_deviations();
    void weights_equal_repeated_rows();
    void permuting_images_leaves_the_statistics_unchanged();
    void different_widths_are_refused();
    void one_image_is_refused();
    void inception_score_of_one_hot_posteriors_is_the_number_of_classes();
    void inception_score_of_uniform_posteriors_is_one();
};
