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
    void results_do_not_depend_on_the_size_of_blocks();
    void a_row_on_the_border_of_a_ball_is_inside();
    void batches_accumulate_to_the_statistics_of_all_images();
    void fewer_images_than_dimensions_give_the_distance_of_the_full_matrices();
    void extrapolation_removes_the_bias_of_few_images();
    void counts_of_an_extrapolation_begin_as_published_where_there_are_enough_images();
    void a_distance_at_a_count_draws_that_many_rows_once_each();
    void subsets_are_as_large_as_the_smaller_side_allows();
    void features_that_are_not_finite_are_refused_by_their_first_row();
};
