// SPDX-License-Identifier: GPL-3.0-or-later
//
// Benchmarks against a reference: our code and, where a Python with diffusers (of captions: transformers; of metrics:
// torchvision) is given, the same work there, in turns within one run. Each row compares the results of both sides
// before it measures, so that the work is the same. The reference of metrics is what their users run: torchvision,
// SciPy, NumPy and Pillow.
#pragma once

#include "bench/bench_options.h"
#include "bench/bench_row.h"
#include "image/image_buffer.h"
#include "jobs/job.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace recap {

// One picture to be drawn by a fresh process.
struct BenchDrawing {
    std::filesystem::path model;  // a diffusers folder
    std::string prompt;
    int steps = 1, threads = 1;
    std::filesystem::path out;  // a folder for the picture, where the program writes one
};

// Picture files, which a build without OpenCV cannot read.
struct BenchPictures {
    std::function<void(const std::filesystem::path&, const ImageBuffer&)> write_jpeg;
    std::function<ImageBuffer(const std::filesystem::path&)> read;
};

struct BenchRequest {
    std::string kind;  // one of benchKinds()
    BenchOptions options;
    // Arguments of a program of ours that draws one picture in a fresh process and prints a line
    // {"event":"progress","stage":"denoise",...} after each step. Without it the start-up row is left out.
    std::function<std::vector<std::string>(const BenchDrawing&)> draw_command;
    BenchPictures pictures = {};  // without them the row of decoding and resizing is left out
};

std::vector<std::string> benchKinds();

// Hands over each row as soon as it is measured. Throws Error(InvalidOption) for an unknown kind, Error(Internal) when
// both sides disagree or the reference fails, Error(FileNotFound) when it cannot be started; Cancelled.
std::vector<BenchRow> runBench(const BenchRequest& request, JobContext& context,
                               const std::function<void(const BenchRow&)>& onRow);

// Draws one picture with the model of a diffusers folder; `onStep(done, total)` after each step. What a program does
// that is started for the start-up row.
void drawOnce(const std::filesystem::path& model, const std::string& prompt, int steps, int threads,
              const std::function<void(int, int)>& onStep);

}  // namespace recap
