// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/draft_repository.h"

#include "base/json.h"
#include "data/setting_repository.h"

#include <algorithm>

namespace recap {
namespace {

// caption_draft/IMAGE/SOURCE; names of sources have no slash.
constexpr std::string_view kPrefix = "caption_draft/";
constexpr std::string_view kBehind = "caption_draft0";  // the first key after all of them

std::string keyOf(ImageId image, std::string_view source) {
    return std::string(kPrefix) + std::to_string(image.value) + "/" + std::string(source);
}

std::optional<CaptionDraft> draftOf(const std::string& key, const std::string& value) {
    const auto slash = key.find('/', kPrefix.size());
    const auto number = slash == std::string::npos ? std::string() : key.substr(kPrefix.size(), slash - kPrefix.size());
    if (number.empty() || number.size() > 18 || number.find_first_not_of("0123456789") != std::string::npos) return {};
    const Json entry = Json::parse(value, nullptr, false);
    if (!entry.is_object() || !entry.contains("text") || !entry["text"].is_string()) return {};
    CaptionDraft draft{.image = ImageId{std::stoll(number)}, .source = key.substr(slash + 1)};
    draft.text = entry["text"];
    if (const auto it = entry.find("begun_from"); it != entry.end() && it->is_string()) draft.begun_from = *it;
    if (const auto it = entry.find("changed_ms"); it != entry.end() && it->is_number_integer()) draft.changed_ms = *it;
    return draft;
}

std::vector<CaptionDraft> between(Database& db, std::string_view first, std::string_view behind) {
    auto rows = db.prepare("SELECT key, value FROM setting WHERE key >= ? AND key < ? ORDER BY key");
    rows.bind(first).bind(behind);
    std::vector<CaptionDraft> out;
    while (rows.step())
        if (auto draft = draftOf(rows.text(0), rows.text(1))) out.push_back(std::move(*draft));
    return out;
}

}  // namespace

const char* const kHasDraft =
    "i.id IN (SELECT CAST(substr(key, length('caption_draft/') + 1) AS INTEGER) FROM setting "
    "WHERE key >= 'caption_draft/' AND key < 'caption_draft0')";

void DraftRepository::set(const CaptionDraft& draft) {
    SettingRepository(db_).set(
        keyOf(draft.image, draft.source),
        toJsonLine({{"text", draft.text}, {"begun_from", draft.begun_from}, {"changed_ms", db_.nowMs()}}));
}

void DraftRepository::remove(ImageId image, std::string_view source) {
    SettingRepository(db_).remove(keyOf(image, source));
}

std::optional<CaptionDraft> DraftRepository::get(ImageId image, std::string_view source) const {
    const auto key = keyOf(image, source);
    const auto value = SettingRepository(db_).get(key);
    return value ? draftOf(key, *value) : std::nullopt;
}

std::vector<CaptionDraft> DraftRepository::of(ImageId image) const {
    const auto first = std::string(kPrefix) + std::to_string(image.value);
    return between(db_, first + "/", first + "0");
}

std::vector<CaptionDraft> DraftRepository::all() const {
    auto out = between(db_, kPrefix, kBehind);
    std::stable_sort(out.begin(), out.end(),
                     [](const CaptionDraft& a, const CaptionDraft& b) { return a.changed_ms > b.changed_ms; });
    return out;
}

}  // namespace recap
