// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <memory>

class MetricsCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void a_killed_computation_ends_with_the_numbers_of_an_undisturbed_one();
    void a_number_leads_to_its_pictures();
    void numbers_of_several_steps_are_shown_apart();
    void a_number_that_is_one_of_several_has_to_be_named();
    void a_broken_picture_makes_numbers_incomplete();

private:
    // A project with the runs A and B, so many pictures each at every step, and a folder of real pictures.
    void makeProject(const std::filesystem::path& folder, int pictures, const std::vector<std::int64_t>& steps = {0});
    QStringList compute(const QString& project, const QString& runs = QStringLiteral("A,B")) const;

    std::unique_ptr<recap::testing::TempDir> folder_;
};
