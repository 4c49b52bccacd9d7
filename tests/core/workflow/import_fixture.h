// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/encode.h"
#include "image/tar_file.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/dataset/import_job.h"

#include <QString>
#include <QtTest/QTest>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap::testing {

namespace fs = std::filesystem;

struct Imported {
    JobOutcome outcome;
    ImportReport report;
    std::vector<Progress> progress;
    bool completed() const { return std::holds_alternative<Completed>(outcome); }
    std::string failure() const {
        const auto* failed = std::get_if<Failed>(&outcome);
        return failed != nullptr ? failed->code + ": " + failed->message : "none";
    }
    std::string reasonFor(const std::string& end) const {
        for (const auto& skipped : report.skipped)
            if (skipped.file.ends_with(end)) return skipped.reason.english();
        return {};
    }
};

inline Imported import(const std::shared_ptr<Project>& project, ImportRequest request, std::int64_t cancelAt = -1) {
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "importing" && p.done == cancelAt) context.control().cancel();
    };
    ImportJob job(project, std::move(request));
    Imported out;
    out.outcome = runToOutcome(job, context);
    out.report = job.report();
    out.progress = context.progress();
    return out;
}

// A picture that no other number has.
inline std::string picture(int number) {
    ImageBuffer image(8, 6);
    for (std::size_t i = 0; i < 4; ++i) image.pixels[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return encodePng(image);
}

inline void writePairs(const fs::path& folder, int count) {
    for (int i = 0; i < count; ++i) {
        const auto name = QString::number(i).rightJustified(5, QChar::fromLatin1('0')).toStdString();
        writeBytes(folder / (name + ".png"), picture(i));
        writeBytes(folder / (name + ".txt"), "caption " + std::to_string(i) + "\n");
    }
}

inline void writeShard(const fs::path& path, const std::vector<std::pair<std::string, std::string>>& members) {
    fs::create_directories(path.parent_path());
    TarWriter writer(path);
    for (const auto& [name, bytes] : members) writer.add(name, bytes);
    writer.close();
}

inline void verifySums(const ImportReport& report, std::int64_t seen) {
    std::int64_t listed = 0, passed = 0;
    for (const auto& entry : report.skipped) {
        QVERIFY2(!entry.taken || entry.files == 0, entry.file.c_str());
        QVERIFY2(!entry.reason.empty(), entry.file.c_str());
        (entry.passed_over ? passed : listed) += entry.files;
    }
    QCOMPARE(report.files.seen, seen);
    QCOMPARE(report.files.listed, listed);
    QCOMPARE(report.files.passed_over, passed);
    QCOMPARE(report.files.taken + listed + passed, seen);
}

struct ImportFixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    fs::path pictures = dir / "pictures";
    std::string captionOf(const std::string& name, const std::string& source = "alttext") const {
        const auto image = project->images().findByPath((pictures / name).string());
        if (!image) return "no image";
        const auto caption = project->captions().current(image->id, source);
        return caption ? caption->text : "none";
    }
};

}  // namespace recap::testing
