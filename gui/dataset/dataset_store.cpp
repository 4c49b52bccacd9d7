// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_store.h"

#include "base/json.h"
#include "base/paths.h"
#include "base/unicode.h"
#include "data/clip_score_repository.h"
#include "data/draft_repository.h"
#include "data/image_query.h"
#include "data/query_error.h"
#include "data/query_hints.h"
#include "gui/widgets/query_text.h"
#include "text/clip_tokenizer.h"
#include "workflow/project/project.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <optional>

namespace recap::gui {

namespace {

constexpr const char* kViewKey = "dataset_view";

QString fromStd(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Read once; without the files token counts are left out.
const ClipTokenizer* tokenizer() {
    static const std::optional<ClipTokenizer> loaded = []() -> std::optional<ClipTokenizer> {
        try {
            return ClipTokenizer::fromFolder(resourceDirectory() / "vocab" / "clip");
        } catch (const Error&) {
            return std::nullopt;
        }
    }();
    return loaded ? &*loaded : nullptr;
}

int countWords(const QString& text) {
    return static_cast<int>(text.split(QLatin1Char(' '), Qt::SkipEmptyParts).size());
}

// "captioner v3 · step 400", "anna · 12 Nov", "import · metadata.jsonl:12"
QString provenanceLine(const CaptionRecord& caption) {
    QStringList parts;
    if (!caption.author.empty()) parts << fromStd(caption.author);
    for (const char* name : {"model", "captioner", "checkpoint", "file", "begun_from"}) {
        const auto it = caption.provenance.find(name);
        if (it == caption.provenance.end() || !it->is_string()) continue;
        // A path's last part says enough here; the tool tip has all.
        const QString value = fromStd(it->get<std::string>()).section(QLatin1Char('/'), -1);
        if (!value.isEmpty() && !parts.join(QLatin1Char(' ')).contains(value)) parts << value;
    }
    if (const auto seed = caption.provenance.find("seed");
        seed != caption.provenance.end() && seed->is_number_integer())
        parts << QCoreApplication::translate("CaptionProvenance", "seed %1").arg(seed->get<std::int64_t>());
    if (caption.created_ms > 0)
        parts << QLocale().toString(QDateTime::fromMSecsSinceEpoch(caption.created_ms).date(), QLocale::ShortFormat);
    return parts.join(QStringLiteral(" · "));
}

CaptionView viewOf(CaptionRecord caption) {
    CaptionView view;
    view.source = fromStd(caption.source);
    view.text = fromStd(caption.text);
    view.status = QString::fromUtf8(enumName(kCaptionStatusNames, caption.status).data());
    view.provenance = provenanceLine(caption);
    view.words = countWords(view.text);
    if (const ClipTokenizer* clip = tokenizer()) {
        const TokenCount count = clip->count(caption.text);
        view.tokens = static_cast<int>(count.tokens);
        view.limit = static_cast<int>(count.limit);
        if (count.cut_byte != std::string::npos) view.cut = fromStd(caption.text.substr(0, count.cut_byte)).size();
    }
    view.caption = std::move(caption);
    return view;
}

}  // namespace

int sourceRank(const QString& source) {
    if (source == QStringLiteral("alttext")) return 0;
    if (source == QStringLiteral("recap_short")) return 1;
    if (source == QStringLiteral("recap_long")) return 2;
    if (source.startsWith(QStringLiteral("recap"))) return 3;
    if (source.startsWith(QStringLiteral("human"))) return 4;
    return 5;
}

QueryResult findImages(Project& project, const QString& query) {
    QueryResult result;
    try {
        const ImageQuery parsed = parseImageQuery(query.toStdString());
        result.ids = project.images().ids(parsed);
        for (const QueryHint& hint : queryHints(project.database(), query.toStdString())) {
            result.hints << queryHintSentence(hint);
            result.check_files = result.check_files || hint.kind == QueryHint::Kind::FilesNotChecked ||
                                 hint.kind == QueryHint::Kind::PicturesNotChecked;
        }
    } catch (const QueryError& error) {
        result.problem = queryMistakeSentence(error, query);
        result.position = queryMistakePosition(error, query);
    }
    return result;
}

DatasetView loadView(Project& project) {
    const auto stored = project.settings().get(kViewKey);
    if (!stored) return {};
    const Json view = Json::parse(*stored, nullptr, false);
    if (!view.is_object()) return {};
    const auto text = [&](const char* name) {
        const auto it = view.find(name);
        return it != view.end() && it->is_string() ? fromStd(it->get<std::string>()) : QString();
    };
    DatasetView out{text("query"), {}, text("active"), text("reference"), text("write_source")};
    if (const auto it = view.find("image"); it != view.end() && it->is_number_integer())
        out.image = ImageId{it->get<std::int64_t>()};
    return out;
}

void storeView(Project& project, const DatasetView& view) {
    project.settings().set(kViewKey, toJsonLine({{"query", view.query.toStdString()},
                                                 {"image", view.image.value},
                                                 {"active", view.reviewed.toStdString()},
                                                 {"reference", view.reference.toStdString()},
                                                 {"write_source", view.written.toStdString()}}));
}

QList<StoredDraft> loadDrafts(Project& project) {
    QList<StoredDraft> out;
    for (const CaptionDraft& draft : DraftRepository(project.database()).all())
        out.append({draft.image, fromStd(draft.source), {fromStd(draft.text), fromStd(draft.begun_from)}});
    return out;
}

CaptionView measuredText(const QString& text) {
    CaptionRecord record;
    record.text = text.toStdString();
    return viewOf(std::move(record));
}

FacetCounts countFacets(Project& project, const QString& source) {
    FacetCounts counts;
    counts.images = project.images().count();
    counts.missing = project.images().missingCount();
    counts.sources = project.captions().sources();
    std::stable_sort(counts.sources.begin(), counts.sources.end(), [](const CaptionSource& a, const CaptionSource& b) {
        return sourceRank(fromStd(a.name)) < sourceRank(fromStd(b.name));
    });
    counts.statuses = project.captions().statusCounts(source.toStdString());
    return counts;
}

ImageDetail loadDetail(Project& project, ImageId image, const QString& reference) {
    ImageDetail detail;
    const auto record = project.images().get(image);
    if (!record) return detail;
    detail.image = *record;
    for (CaptionRecord& caption : project.captions().current(image)) detail.captions << viewOf(std::move(caption));
    const auto scores = ClipScoreRepository(project.database()).scores(image);
    for (CaptionView& view : detail.captions)
        if (const auto score = scores.find(view.caption.id); score != scores.end()) view.clip = score->second;
    std::stable_sort(detail.captions.begin(), detail.captions.end(), [](const CaptionView& a, const CaptionView& b) {
        const int left = sourceRank(a.source);
        const int right = sourceRank(b.source);
        return left != right ? left < right : a.source < b.source;
    });
    const auto base = std::find_if(detail.captions.begin(), detail.captions.end(),
                                   [&](const CaptionView& view) { return view.source == reference; });
    if (base == detail.captions.end()) return detail;
    base->reference = true;
    for (CaptionView& view : detail.captions)
        if (!view.reference) view.diff = wordDiff(base->caption.text, view.caption.text);
    return detail;
}

QList<GridItem> loadGridItems(Project& project, const std::vector<ImageId>& ids, const QString& source) {
    QList<GridItem> items;
    items.reserve(static_cast<qsizetype>(ids.size()));
    const CaptionRepository captions = project.captions();
    QHash<std::int64_t, ImageRecord> records;
    for (ImageRecord& record : project.images().getMany(ids)) records.insert(record.id.value, std::move(record));
    for (const ImageId id : ids) {
        GridItem item;
        const ImageRecord record = records.value(id.value);
        item.key = fromStd(record.key);
        item.path = fromStd(record.path);
        item.missing = record.missing;
        if (const auto caption = captions.current(id, source.toStdString())) {
            item.caption = fromStd(caption->text);
            item.status = QString::fromUtf8(enumName(kCaptionStatusNames, caption->status).data());
            if (const ClipTokenizer* clip = tokenizer())
                item.tokens = static_cast<int>(clip->count(caption->text).tokens);
        }
        items << std::move(item);
    }
    return items;
}

}  // namespace recap::gui
