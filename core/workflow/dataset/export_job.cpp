// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/export_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"
#include "data/caption_use.h"
#include "data/export/layout.h"
#include "data/import/sidecar.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <set>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

void requireFreeTarget(const fs::path& out) {
    std::error_code error;
    if (fs::exists(out, error) && (!fs::is_directory(out, error) || !fs::is_empty(out, error)))
        throw Error(ErrorCode::InvalidOption, message("%1 is not empty; an export needs a new folder.", out));
}

void flushFileSystem(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::syncfs(descriptor);
    ::close(descriptor);
}

// Captions of one source by image, without those that may not be exported.
using CaptionsByImage = std::unordered_map<ImageId, ExportCaption>;

class Exporter {
public:
    Exporter(Project& project, const ExportRequest& request, ExportReport& report)
        : project_(project), request_(request), report_(report), query_(parseImageQuery(request.filter)) {
        for (const auto& source : project.captions().sources()) known_.push_back(source.name);
        sources_ = request.sources.empty() ? known_ : request.sources;
        for (const auto& source : sources_) load(source, captions_.emplace_back());
        for (const auto& source : request.fallback) load(source, fallback_.emplace_back());
    }

    void write(const fs::path& folder, JobContext& context) {
        const auto layout = makeExportLayout(request_.kind, {folder, sources_, request_.shard_size});
        const auto images = project_.images().list(query_);
        std::int64_t done = 0;
        for (const auto& image : images) {
            context.report({"exporting", done++, static_cast<std::int64_t>(images.size())});
            context.pausePoint();
            writeImage(*layout, image);
        }
        layout->finish();
        flushFileSystem(folder);
    }

private:
    void load(const std::string& source, CaptionsByImage& captions) const {
        if (std::find(known_.begin(), known_.end(), source) == known_.end())
            throw Error(ErrorCode::NotFound, message("The project has no caption source '%1'.", source));
        for (auto& caption : project_.captions().forSource(source, query_)) {
            if (!captionRefusal(caption.text, caption.status, request_.accepted_only))
                captions.emplace(caption.image,
                                 ExportCaption{source, std::move(caption.text), caption.status, caption.author});
        }
    }

    static const ExportCaption* captionOf(const CaptionsByImage& captions, ImageId image) {
        const auto it = captions.find(image);
        return it == captions.end() ? nullptr : &it->second;
    }

    // Layouts with one column a source look at the first source only, layouts with one text at all of them.
    const ExportCaption* textOf(const ExportItem& item) const {
        const bool columns = exportKind(request_.kind).column_per_source;
        const std::size_t tried = columns ? std::min<std::size_t>(1, item.captions.size()) : item.captions.size();
        for (std::size_t i = 0; i < tried; ++i)
            if (item.captions[i] != nullptr) return item.captions[i];
        for (const auto& captions : fallback_)
            if (const auto* caption = captionOf(captions, item.image->id)) return caption;
        return nullptr;
    }

    void writeImage(ExportLayout& layout, const ImageRecord& image) {
        ExportItem item{.image = &image};
        for (const auto& captions : captions_) item.captions.push_back(captionOf(captions, image.id));
        item.text = textOf(item);
        const bool any = std::any_of(item.captions.begin(), item.captions.end(), [](auto* c) { return c != nullptr; });
        if (item.text == nullptr && !any) {
            report_.skipped.push_back({image.path, message("It has none of the captions asked for.")});
            return;
        }
        try {
            item.name = freeName(image);
            item.attributes = project_.images().attributes(image.id);
            if (exportKind(request_.kind).text_files) item.original = untouchedText(image.id, *item.text);
            report_.captions += layout.add(item);
            ++report_.images;
        } catch (const Error& e) {
            if (e.code() != ErrorCode::FileNotFound && e.code() != ErrorCode::BadFormat) throw;
            report_.skipped.push_back({image.path, e.message()});
        }
    }

    // Encoding, byte order mark and line ends of the file that the caption was read from, when it still says the same.
    std::string untouchedText(ImageId image, const ExportCaption& caption) const {
        const auto current = project_.captions().current(image, caption.source);
        if (!current || current->author != "import" || !current->provenance.contains("file")) return {};
        const fs::path file = current->provenance["file"].get<std::string>();
        if (file.extension() != ".txt" && file.extension() != ".caption") return {};
        try {
            const std::string bytes = readTextFile(file);
            const auto captions = captionsOfSidecar(utf8FromBytes(bytes), caption.source);
            return captions.size() == 1 && captions.front().text == caption.text ? bytes : std::string();
        } catch (const Error&) {
            return {};
        }
    }

    // The picture's own name while it is free and can be written into JSON; names differ in more than the extension.
    std::string freeName(const ImageRecord& image) {
        const fs::path path(image.path);
        std::string stem = path.stem().string();
        const std::string extension = isValidUtf8(path.extension().string()) ? path.extension().string() : "";
        if (!isValidUtf8(stem) || stem.starts_with(".")) stem = image.key;
        if (!stems_.insert(stem).second) stems_.insert(stem += "-" + image.key);
        return stem + extension;
    }

    Project& project_;
    const ExportRequest& request_;
    ExportReport& report_;
    ImageQuery query_;
    std::vector<std::string> known_;
    std::vector<std::string> sources_;
    std::vector<CaptionsByImage> captions_;  // as sources_
    std::vector<CaptionsByImage> fallback_;  // as request_.fallback
    std::set<std::string> stems_;
};

}  // namespace

ExportJob::ExportJob(std::shared_ptr<Project> project, ExportRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void ExportJob::run(JobContext& context) {
    const auto out = fs::absolute(request_.out).lexically_normal();
    requireFreeTarget(out);
    Exporter exporter(*project_, request_, report_);
    writeDirectoryAtomically(out.has_filename() ? out : out.parent_path(),
                             [&](const fs::path& folder) { exporter.write(folder, context); });
}

}  // namespace recap
