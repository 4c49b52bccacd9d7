// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_batch.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "workflow/captioning/finished_images.h"
#include "workflow/captioning/instruction_template.h"
#include "workflow/captioning/picture_queue.h"

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kSettingPrefix = "caption_batch.";  // and the digits: what requests of an export were
constexpr std::int64_t kRowsPerTransaction = 500;
constexpr std::size_t kMostWords = 300;
constexpr std::int64_t kOk = 200;

fs::path numbered(const fs::path& out, std::size_t number) {
    std::string digits = std::to_string(number);
    digits.insert(0, digits.size() < 5 ? 5 - digits.size() : 0, '0');
    return out.parent_path() / (out.stem().string() + "-" + digits + out.extension().string());
}

struct RequestId {
    std::string key, source, spec;
};

std::optional<RequestId> requestId(const std::string& text) {
    const auto first = text.find(':');
    const auto second = text.find(':', first == text.npos ? first : first + 1);
    if (second == text.npos) return std::nullopt;
    return RequestId{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

const Json* member(const Json& json, const char* name) {
    if (!json.is_object()) return nullptr;
    const auto it = json.find(name);
    return it == json.end() || it->is_null() ? nullptr : &*it;
}

// The words of an error in any of the shapes it has, on one line.
std::string errorWords(const Json& error) {
    const Json* words = &error;
    for (const char* name : {"error", "message"})
        if (const Json* inner = member(*words, name)) words = inner;
    std::string text = words->is_string() ? words->get<std::string>() : toJsonLine(*words);
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
    return repairUtf8(text.substr(0, kMostWords));
}

// The chat completion of an answer row: its body directly, under "body", or under "response" with or without "body".
const Json* completionOf(const Json& row) {
    const Json* at = &row;
    for (const char* name : {"response", "body"})
        if (const Json* inner = member(*at, name)) at = inner;
    return member(*at, "choices") != nullptr ? at : nullptr;
}

}  // namespace

CaptionBatchExportJob::CaptionBatchExportJob(std::shared_ptr<Project> project, CaptionBatchExportRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void CaptionBatchExportJob::run(JobContext& context) {
    project_->requireWritable();  // what the requests were is remembered for the import
    const auto& options = request_.options;
    const std::string text = instructionText(options.instruction);
    requireUsable(options);
    requireInstructionSources(*project_, options);
    if (options.model.empty())
        throw Error(ErrorCode::InvalidOption, message("The option model must name the model that will answer."));
    const fs::path out = fs::absolute(request_.out);
    for (const auto& path : {out, numbered(out, 0)})
        if (fs::exists(path))
            throw Error(ErrorCode::InvalidOption,
                        message("There is a file %1 already; name another one or remove it.", path));
    const InstructionTemplate instruction(text);
    const std::string spec = captionSpec(options, options.model, text);
    const std::string author = serverAuthor(options.model, spec);
    const auto images = imagesWithout(*project_, options.filter, options.source, author);
    if (images.empty()) throw Error(ErrorCode::NotFound, whyNothing(*project_, options.filter, options.source, author));
    const auto total = static_cast<std::int64_t>(images.size());
    const Json sampling = samplingFields(samplingOf(options));

    std::vector<std::string> paths;
    for (const auto& image : images) paths.push_back(image.path);
    PictureQueue pictures(std::move(paths), static_cast<int>(options.image_size));
    std::int64_t done = 0;
    // The next request as a line, or none at the end.
    const auto nextLine = [&]() -> std::optional<std::string> {
        for (PictureQueue::Ready ready; pictures.wait(ready);) {
            context.pausePoint();
            context.report({"requests", ++done, total});
            const auto& image = images[ready.index];
            if (!ready.problem.empty()) {
                tally_.skip(image.path, ready.problem);
                continue;
            }
            const auto filled = instruction.fill(*project_, image.id);
            if (!filled.missing.empty()) {
                tally_.skip(image.path, filled.missing);
                continue;
            }
            auto body = chatBody(options.model, filled.text, ready.picture.jpeg, sampling);
            body.erase("stream");  // a batch has none
            return toJsonLine({{"custom_id", image.key + ":" + options.source + ":" + spec},
                               {"method", "POST"},
                               {"url", "/v1/chat/completions"},
                               {"body", std::move(body)}}) +
                   "\n";
        }
        return std::nullopt;
    };
    std::optional<std::string> line = nextLine();
    while (line) {
        const auto path = numbered(out, files_.size());
        writeAtomically(path, [&](std::ostream& file) {
            std::int64_t bytes = 0, count = 0;
            do {
                file << *line;
                bytes += static_cast<std::int64_t>(line->size());
                ++count;
                ++requests_;
                line = nextLine();
            } while (line && count < request_.most_requests &&
                     bytes + static_cast<std::int64_t>(line->size()) <= request_.most_bytes);
        });
        files_.push_back(path);
    }
    if (files_.size() == 1) {
        fs::rename(files_.front(), out);
        files_.front() = out;
    }
    const Json remembered{{"author", author},
                          {"model", options.model},
                          {"instruction", text},
                          {"instruction_sha256", sha256(text)},
                          {"image_size", options.image_size},
                          {"sampling", sampling}};
    project_->settings().set(kSettingPrefix + spec, toJsonLine(remembered));
}

CaptionBatchImportJob::CaptionBatchImportJob(std::shared_ptr<Project> project, std::vector<fs::path> files)
    : project_(std::move(project)), files_(std::move(files)) {}

const Json& CaptionBatchImportJob::exportOf(const std::string& spec) {
    auto& entry = exports_[spec];
    if (entry.is_null()) {
        const auto text = project_->settings().get(kSettingPrefix + spec);
        entry = text ? Json::parse(*text, nullptr, false) : Json();
        if (!entry.is_object()) entry = Json::object();
    }
    return entry;
}

void CaptionBatchImportJob::take(const std::string& line, const std::string& where) {
    const Json row = Json::parse(line, nullptr, false);
    if (!row.is_object()) return tally_.flag(where, RowFault::NotJson, message("The line is not a JSON object."));
    const Json* id = member(row, "custom_id");
    const auto request = id != nullptr && id->is_string() ? requestId(id->get<std::string>()) : std::nullopt;
    if (!request)
        return tally_.flag(where, RowFault::ForeignId,
                           message("custom_id is not that of a request of this program (KEY:SOURCE:SPEC)."));
    const auto image = project_->images().findByKey(request->key);
    if (!image || image->key != request->key)
        return tally_.flag(where, RowFault::UnknownImage,
                           message("This project has no image with the key '%1'.", repairUtf8(request->key)));
    const Json* completion = completionOf(row);
    const Json* response = member(row, "response");
    const Json* status = response == nullptr ? nullptr : member(*response, "status_code");
    const bool failed = status != nullptr && status->is_number_integer() && status->get<std::int64_t>() != kOk;
    if (const Json* error = member(row, "error"); error != nullptr || failed || completion == nullptr) {
        const Json* words = error != nullptr ? error : response != nullptr ? member(*response, "body") : nullptr;
        return tally_.flag(where, AnswerFault::Refused,
                           message("The request was not answered: %1.",
                                   words == nullptr ? std::string("no completion") : errorWords(*words)));
    }
    const auto answer = chatAnswer(*completion);
    if (answer.fault != AnswerFault::None) return tally_.flag(where, answer.fault, faultSentence(answer));
    const Json& exported = exportOf(request->spec);
    const std::string author =
        exported.value("author", serverAuthor(answer.model.empty() ? "batch" : answer.model, request->spec));
    const auto history = project_->captions().history(image->id, request->source);
    if (std::any_of(history.begin(), history.end(),
                    [&](const CaptionRecord& caption) { return caption.author == author; })) {
        ++tally_.known;
        return;
    }
    Json provenance{
        {"batch", where}, {"model", answer.model}, {"finish_reason", answer.finish_reason}, {"usage", answer.usage}};
    for (const char* field : {"instruction_sha256", "image_size", "sampling"})
        if (exported.contains(field)) provenance[field] = exported[field];
    try {
        addServerCaption(*project_, *image, request->source, author, answer.text, provenance, tally_);
    } catch (const Error& e) {
        if (e.code() != ErrorCode::InvalidOption) throw;
        tally_.flag(where, RowFault::SourceName, e.message());
    }
}

void CaptionBatchImportJob::run(JobContext& context) {
    project_->requireWritable();
    for (const auto& file : files_) TextLines{file};  // throws for the first that cannot be read
    std::int64_t rows = 0;
    for (const auto& file : files_) {
        const auto usable = [&] { return tally_.written + tally_.known + tally_.approved; };
        const auto usableBefore = usable();
        const auto listedBefore = tally_.skipped.size();
        TextLines lines(file);
        std::string line;
        for (bool more = true; more;) {
            context.pausePoint();
            Transaction transaction(project_->database());
            for (std::int64_t i = 0; i < kRowsPerTransaction && more; ++i) {
                try {
                    more = lines.next(line);
                } catch (const Error& e) {
                    if (e.code() != ErrorCode::BadFormat) throw;
                    tally_.flag(lines.where(), RowFault::NotJson, e.message());
                    continue;
                }
                if (!more) break;
                ++rows;
                if (!trimmed(line).empty()) take(line, lines.where());
            }
            transaction.commit();
            context.report({"answers", rows, 0});
        }
        if (usable() == usableBefore)
            unusable_.emplace_back(file.string(), tally_.skipped.size() > listedBefore
                                                      ? tally_.skipped[listedBefore].reason
                                                      : message("The file has no answers."));
    }
}

}  // namespace recap
