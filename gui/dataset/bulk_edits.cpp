// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/bulk_edits.h"

#include "gui/base/error_text.h"
#include "gui/dataset/caption_journal.h"
#include "gui/dataset/caption_sources.h"
#include "gui/dataset/dataset_query.h"
#include "workflow/dataset/bulk_edit.h"
#include "workflow/dataset/caption_promotion.h"
#include "workflow/project/project.h"

#include <string>

namespace recap::gui {

BulkEdits::BulkEdits(const DatasetQuery& query, const CaptionSources& sources, const CaptionJournal& journal,
                     QObject* parent)
    : ProjectPart(parent), query_(query), sources_(sources), journal_(journal) {}

void BulkEdits::apply(const std::vector<BulkChange>& changes, const QString& name) {
    if (!writable() || changes.empty()) return;
    write([project = project(), changes, name = name.toStdString(),
           author = journal_.author()] { return applyBulkEdit(*project, changes, name, author); },
          [this](const BulkEditResult& result) {
              QString sentence = tr("%n caption(s) changed.", nullptr, static_cast<int>(result.changed));
              if (result.skipped > 0)
                  sentence += QLatin1Char(' ') + tr("%n caption(s) had changed in the meantime and were skipped.",
                                                    nullptr, static_cast<int>(result.skipped));
              Q_EMIT done(sentence);
          });
}

void BulkEdits::count(CaptionStatus status) {
    if (!writable() || sources_.reviewed().isEmpty()) return;
    runInBackground(
        this,
        [project = project(), query = query_.shownText().toStdString(), source = sources_.reviewed().toStdString(),
         status] { return countForStatus(*project, query, source, status); },
        [this, status](const StatusCount& count) {
            Q_EMIT counted(static_cast<int>(status), static_cast<int>(count.captions),
                           static_cast<int>(count.overturned));
        },
        saying());
}

void BulkEdits::setStatus(CaptionStatus status) {
    if (!writable() || sources_.reviewed().isEmpty()) return;
    const QString name =
        status == CaptionStatus::Accepted ? tr("Accept all filtered captions") : tr("Reject all filtered captions");
    write([project = project(), query = query_.shownText().toStdString(), source = sources_.reviewed().toStdString(),
           status, name = name.toStdString(),
           author = journal_.author()] { return setStatusOfAll(*project, query, source, status, name, author); },
          [this](std::int64_t changed) {
              Q_EMIT done(tr("%n caption(s) changed.", nullptr, static_cast<int>(changed)));
          });
}

void BulkEdits::countCorrected(const QString& source, const QString& filter) {
    if (!writable() || source.isEmpty()) return;
    const PromotionRequest request{source.toStdString(), humanSourceOf(source.toStdString()), filter.toStdString()};
    runInBackground(
        this, [project = project(), request] { return countPromotion(*project, request); },
        [this, source, filter](const PromotionCount& count) {
            Q_EMIT correctedCounted(source, filter, static_cast<int>(count.corrected));
        },
        saying());
}

void BulkEdits::promote(const QString& source, const QString& filter, const QString& target) {
    if (!writable()) return;
    const PromotionRequest request{source.toStdString(), target.toStdString(), filter.toStdString()};
    const QString name = tr("Add corrected captions to %1").arg(captionSourceText(target));
    write([project = project(), request, name = name.toStdString(),
           author = journal_.author()] { return promoteCaptions(*project, request, name, author); },
          [this, target](const PromotionCount& count) {
              const QString human = captionSourceText(target);
              QString sentence = tr("%Ln caption(s) added to %1.", nullptr, static_cast<int>(count.added)).arg(human);
              if (count.present > 0)
                  sentence += QLatin1Char(' ') + tr("%Ln image(s) have a caption there already; it was left as it is.",
                                                    nullptr, static_cast<int>(count.present));
              Q_EMIT done(sentence);
          });
}

}  // namespace recap::gui
