// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/clip_score_job.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/paths.h"
#include "data/clip_score_repository.h"
#include "data/embedding_store.h"
#include "image/decode.h"
#include "image/picture_file.h"
#include "metrics/clip_scorer.h"
#include "train/device.h"
#include "workflow/project/threads.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <span>

namespace fs = std::filesystem;

namespace recap {
namespace {

struct ImageToScore {
    ImageRecord image;
    std::vector<UnscoredCaption> captions;
    torch::Tensor pixels;     // only while there is no embedding
    torch::Tensor embedding;  // [d]; undefined: the picture could not be read
};

class Scoring {
public:
    Scoring(Project& project, const ClipScoreRequest& request, ClipScoreReport& report, ClipScorer& scorer)
        : images_(project.images()),
          scores_(project.database()),
          db_(project.database()),
          request_(request),
          report_(report),
          scorer_(scorer),
          store_(embeddingFile(project.cacheDirectory(), scorer.hash()), scorer.width()) {}

    void take(std::span<const ImageId> ids) {
        std::vector<ImageToScore> batch;
        for (const auto id : ids) {
            auto captions = scores_.unscored(id);
            if (captions.empty()) continue;
            if (auto image = images_.get(id)) batch.push_back({std::move(*image), std::move(captions), {}, {}});
        }
        embedPictures(batch);
        std::erase_if(batch, [](const auto& entry) { return !entry.embedding.defined(); });
        write(batch);
    }

private:
    // The bytes are checked against the content the project knows: another program may have changed the file.
    torch::Tensor pixelsOf(const ImageRecord& image) {
        try {
            const auto bytes = readPicture(image.path);
            if (sha256(bytes) != image.sha256)
                throw Error(ErrorCode::BadFormat,
                            message("The file no longer holds the picture that was imported; import it again."));
            return scorer_.pixels(decodeImageBytes(bytes, image.path));
        } catch (const Error& e) {
            report_.skipped.push_back({image.path, e.message()});
            return {};
        }
    }

    void embedPictures(std::vector<ImageToScore>& batch) {
        std::vector<ImageToScore*> unknown;
        std::vector<torch::Tensor> pixels;
        for (auto& entry : batch) {
            if (auto known = store_.find(entry.image.sha256)) {
                entry.embedding = torch::tensor(*known);
                continue;
            }
            const auto view = pixelsOf(entry.image);
            if (!view.defined()) continue;
            unknown.push_back(&entry);
            pixels.push_back(view);
        }
        if (unknown.empty()) return;
        const auto embeddings = scorer_.embedImages(pixels);
        for (std::size_t i = 0; i < unknown.size(); ++i) {
            unknown[i]->embedding = embeddings[static_cast<std::int64_t>(i)];
            const auto* values = unknown[i]->embedding.data_ptr<float>();
            store_.add(unknown[i]->image.sha256, {values, values + scorer_.width()});
        }
        report_.pictures += std::ssize(unknown);
    }

    void write(const std::vector<ImageToScore>& batch) {
        std::vector<std::string> texts;
        std::vector<std::pair<CaptionId, const torch::Tensor*>> rows;
        for (const auto& entry : batch)
            for (const auto& caption : entry.captions) {
                texts.push_back(caption.text);
                rows.emplace_back(caption.version, &entry.embedding);
            }
        std::vector<double> values;
        const auto most = static_cast<std::size_t>(request_.batch_size);
        for (std::size_t at = 0; at < texts.size(); at += most) {
            const auto end = std::min(texts.size(), at + most);
            const auto embeddings = scorer_.embedTexts(
                {texts.begin() + static_cast<std::ptrdiff_t>(at), texts.begin() + static_cast<std::ptrdiff_t>(end)});
            for (auto i = at; i < end; ++i)
                values.push_back(
                    torch::dot(*rows[i].second, embeddings[static_cast<std::int64_t>(i - at)]).item<double>());
        }
        Transaction transaction(db_);
        for (std::size_t i = 0; i < rows.size(); ++i) scores_.add(rows[i].first, values[i]);
        transaction.commit();
        report_.written += std::ssize(rows);
    }

    ImageRepository images_;
    ClipScoreRepository scores_;
    Database& db_;
    const ClipScoreRequest& request_;
    ClipScoreReport& report_;
    ClipScorer& scorer_;
    EmbeddingStore store_;
};

}  // namespace

fs::path demoClip() {
    return resourceDirectory() / "demo/clip";
}

fs::path clipFor(Project& project, const std::string& named) {
    const std::string name = named.empty() ? project.settings().get(kDefaultClip).value_or("") : named;
    if (name == "demo") return demoClip();
    if (!name.empty()) return name;
    throw Error(
        ErrorCode::InvalidOption,
        message(
            "Which CLIP is missing: give --clip, a folder as transformers writes it. ('demo' is the one of the demo; "
            "it knows only the demo's drawn scenes.)"));
}

ClipScoreJob::ClipScoreJob(std::shared_ptr<Project> project, ClipScoreRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void ClipScoreJob::run(JobContext& context) {
    project_->requireWritable();
    if (request_.batch_size < 1 || request_.batch_size > 4096)
        throw Error(ErrorCode::InvalidOption, message("A batch has from 1 to 4096 pictures."));
    report_ = {};
    const auto query = parseImageQuery(request_.filter);
    const ComputeThreads threads(request_.threads);
    context.report({"loading", 0, 0});
    auto scorer = ClipScorer::load(request_.clip, deviceFromOption(request_.device));
    report_.model_hash = scorer.hash();
    ClipScoreRepository(project_->database())
        .use(scorer.hash(), fs::absolute(request_.clip).lexically_normal().string());
    const auto ids = project_->images().ids(query);
    Scoring scoring(*project_, request_, report_, scorer);
    const auto total = std::ssize(ids);
    for (std::int64_t done = 0; done < total; done += request_.batch_size) {
        context.report({"scoring", done, total});
        context.pausePoint();
        const auto count = std::min(request_.batch_size, total - done);
        scoring.take({ids.data() + done, static_cast<std::size_t>(count)});
    }
    context.report({"scoring", total, total});
}

std::vector<std::vector<ImageId>> findSimilarPictures(Project& project, const std::function<void(double)>& pause) {
    const auto model = ClipScoreRepository(project.database()).current();
    if (!model) return {};
    const auto file = embeddingFile(project.cacheDirectory(), model->hash);
    const auto width = embeddingWidth(file);
    if (width == 0) return {};
    const EmbeddingStore store(file, width);
    std::vector<ImageId> ids;
    std::vector<float> values;
    for (const auto& image : project.images().list()) {
        const auto vector = store.find(image.sha256);
        if (!vector) continue;
        ids.push_back(image.id);
        values.insert(values.end(), vector->begin(), vector->end());
    }
    if (ids.empty()) return {};
    const auto matrix = torch::from_blob(values.data(), {std::ssize(ids), width}, torch::kFloat32);
    std::vector<std::vector<ImageId>> out;
    for (const auto& group : similarVectors(matrix, kSimilarCosine, pause)) {
        auto& members = out.emplace_back();
        for (const auto index : group) members.push_back(ids[index]);
    }
    return out;
}

}  // namespace recap
