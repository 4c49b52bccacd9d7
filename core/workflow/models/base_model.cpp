// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/models/base_model.h"
#include "base/error.h"
#include "base/hash.h"
#include "workflow/models/convert_job.h"

namespace recap {
namespace fs = std::filesystem;
namespace {

class Silence final : public JobContext {
public:
    void report(Progress) override {}
    void emitEvent(Event) override {}
    RunControl& control() override { return control_; }

private:
    RunControl control_;
};

}  // namespace

fs::path baseModelFolder(const Project& project, const fs::path& model, JobContext& context) {
    std::error_code error;
    if (!fs::is_regular_file(model, error)) return model;
    // Name, size and time stand for the content: hashing gigabytes at each start would take longer than reading them.
    const auto time = fs::last_write_time(model).time_since_epoch().count();
    std::string identity = fs::absolute(model).string();
    identity.append(1, '\n').append(std::to_string(fs::file_size(model)));
    identity.append(1, '\n').append(std::to_string(time));
    const fs::path folder =
        project.cacheDirectory() / "models" / (model.stem().string() + "-" + sha256(identity).substr(0, 12));
    if (fs::exists(folder / "model_index.json")) return folder;
    context.say(message("The single file %1 is converted once to a folder in the project's cache.", model));
    ConvertOptions options;
    options.to = "diffusers";
    options.overwrite = true;
    ConvertJob(model, folder, options).run(context);
    return folder;
}

fs::path baseModelFolder(const Project& project, const fs::path& model) {
    Silence silence;
    return baseModelFolder(project, model, silence);
}

}  // namespace recap
