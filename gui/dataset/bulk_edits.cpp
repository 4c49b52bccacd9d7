// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/bulk_edits.h"

#include "gui/dataset/caption_journal.h"
#include "gui/dataset/caption_sources.h"
#include "gui/dataset/dataset_query.h"
#include "workflow/dataset/bulk_edit.h"
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

}  // namespace recap::gui
