// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two folders of painted pictures whose metrics are computed by the judges of a file.
#pragma once

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "base/random.h"
#include "image/encode.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/judging/folder_metrics_job.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace recap::testing {

// Blocks of colour, of several sizes.
inline void paint(const std::filesystem::path& file, std::uint64_t seed) {
    Random random(seed);
    ImageBuffer image;
    image.width = 40 + static_cast<int>(random.below(30));
    image.height = 40 + static_cast<int>(random.below(30));
    image.channels = 3;
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 3);
    std::array<std::array<int, 3>, 16> colours{};
    for (auto& colour : colours)
        for (auto& value : colour) value = static_cast<int>(random.below(256));
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            for (int c = 0; c < 3; ++c) {
                const auto& colour = colours[static_cast<std::size_t>((y / 16 % 4) * 4 + x / 16 % 4)];
                image.pixels[static_cast<std::size_t>((y * image.width + x) * 3 + c)] =
                    static_cast<std::uint8_t>(colour[static_cast<std::size_t>(c)]);
            }
    std::filesystem::create_directories(file.parent_path());
    writePng(file, image);
}

inline std::filesystem::path golden(const std::string& path) {
    return goldenFixture("judges/" + path);
}

struct Fixture {
    explicit Fixture(int pictures = 12) {
        for (int i = 0; i < pictures; ++i) {
            paint(dir / "a" / (std::to_string(i) + ".png"), static_cast<std::uint64_t>(i));
            paint(dir / "b" / (std::to_string(i) + ".png"), static_cast<std::uint64_t>(100 + i));
        }
        request.pictures = dir / "a";
        request.reference = dir / "b";
        request.judges = dir / "judges.toml";
        request.device = "cpu";
        request.replicates = 200;
    }
    void judges(const std::string& toml) { writeBytes(request.judges, toml); }
    void prompts(const std::string& jsonl) {
        writeBytes(dir / "prompts.jsonl", jsonl);
        request.prompts = dir / "prompts.jsonl";
    }
    std::vector<MeasuredNumber> run() {
        FolderMetricsJob job(request);
        job.run(context);
        return job.numbers();
    }
    std::string refusal() {
        try {
            run();
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }

    TempDir dir;
    FolderMetricsRequest request;
    RecordingContext context;
};

inline std::string detrJudge(const std::filesystem::path& path) {
    std::string text("[judge.detr]\nkind = \"detr\"\npath = \"");
    return text.append(path.string()).append("\"\n");
}

inline std::string clipJudge(const std::string& name = "clip") {
    return "[judge." + name + "]\nkind = \"clip\"\npath = \"" + (resourceDirectory() / "demo/clip").string() + "\"\n";
}

inline const MeasuredNumber& find(const std::vector<MeasuredNumber>& numbers, const std::string& name) {
    const auto it = std::find_if(numbers.begin(), numbers.end(), [&](const auto& n) { return n.value.name == name; });
    if (it == numbers.end()) throw std::runtime_error("there is no " + name);
    return *it;
}

inline bool near(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

inline std::string line(int id, const std::string& prompt, const std::string& expect) {
    return R"({"id": ")" + std::to_string(id) + R"(", "prompt": ")" + prompt + R"(", "expect": )" + expect + "}\n";
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace recap::testing
