// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "jobs/job.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct ModelParts;

struct ConvertOptions {
    std::string to;              // layout or dialect of the result
    std::string dtype = "same";  // of floating point tensors
    std::string weights = "trained";
    std::string variant;
    std::string write_variant;
    std::string config;
    std::int64_t shard_mb = 10240;
    bool overwrite = false;
};

template <class Visitor>
void describe(ConvertOptions& o, Visitor&& field) {
    field("to", o.to,
          FieldInfo{.label = "Layout",
                    .help = "Models: diffusers (folder) or ldm (single file); adapters: kohya or peft; captioners: "
                            "transformers (folder)",
                    .choices = {"diffusers", "ldm", "kohya", "peft", "transformers"}});
    field("dtype", o.dtype,
          FieldInfo{.label = "Precision",
                    .help = "Floating point type of the result; same leaves every tensor as it is",
                    .choices = {"same", "fp32", "fp16", "bf16"}});
    field("weights", o.weights,
          FieldInfo{.label = "Weights",
                    .help = "UNet to use where the input also has its moving average",
                    .choices = {"trained", "average"}});
    field("variant", o.variant,
          FieldInfo{.label = "Weight variant",
                    .help = "Variant of the weight files to prefer in the input folder, e.g. fp16"});
    field("write_variant", o.write_variant,
          FieldInfo{.label = "Variant to write",
                    .help = "Word in the names of the weight files written, e.g. fp16",
                    .advanced = true});
    field("config", o.config,
          FieldInfo{.label = "Configuration",
                    .help = "Diffusers folder whose configuration, scheduler and tokenizer a single file gets; empty: "
                            "its own, or those of Stable Diffusion 1.x"});
    field("shard_mb", o.shard_mb,
          FieldInfo{.label = "Shard size (MiB)",
                    .help = "Largest weight file in a folder, in MiB; larger ones are split",
                    .min = 1,
                    .max = 1048576,
                    .advanced = true});
    field("overwrite", o.overwrite, FieldInfo{.label = "Overwrite", .help = "Replace a result that already exists"});
}

struct ConvertResult {
    std::string kind;                    // "model", "LoRA" or "captioner"
    std::vector<std::string> written;    // files
    std::vector<std::string> unmatched;  // tensors of the input that are known nowhere and were left out
    // Tensors that are no part of the result: schedule tables, averages not taken, heads that a captioner has not.
    std::vector<std::string> left_out;
};

// Rewrites a Stable Diffusion 1.x model (folder, single file or .ckpt), an adapter file (any dialect) or a BLIP
// captioner (folder, file of the first release) in another layout. The numbers are unchanged unless `dtype` says
// otherwise; an adapter's alpha is multiplied into its tensors where the dialect has no place for it. The result is
// checked against the program's own networks and appears as a whole or not at all.
class ConvertJob final : public Job {
public:
    ConvertJob(std::filesystem::path in, std::filesystem::path out, ConvertOptions options);
    // Throws Error(FileNotFound), Error(BadFormat), Error(ShapeMismatch) with everything that is missing,
    // Error(InvalidOption) for a layout that the input cannot have, Error(FileNotWritable) when the result exists.
    void run(JobContext& context) override;
    const ConvertResult& result() const { return result_; }

private:
    void convertModel(JobContext& context);
    void sayObstacle(const ModelParts& parts, JobContext& context) const;
    void convertLora(JobContext& context);
    void convertCaptioner(JobContext& context);
    void requireFree() const;

    std::filesystem::path in_, out_;
    ConvertOptions options_;
    ConvertResult result_;
};

}  // namespace recap
