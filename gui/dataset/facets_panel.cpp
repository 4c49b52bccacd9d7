// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/facets_panel.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/status_mark.h"
#include "gui/widgets/card.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>

#include <algorithm>

namespace recap::gui {

namespace {
constexpr int kFieldRole = Qt::UserRole + 1;
constexpr int kValueRole = Qt::UserRole + 2;
}  // namespace

FacetsPanel::FacetsPanel(DatasetPresenter& presenter, QWidget* parent) : QTreeWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("facets"));
    setAccessibleName(tr("Counts"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setStyleProperty(this, "keyView", true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) { toggle(item); });
    connect(&presenter_.sources(), &CaptionSources::countsChanged, this, &FacetsPanel::fill);
    connect(&presenter_.sources(), &CaptionSources::writtenChanged, this, &FacetsPanel::fill);
    connect(&presenter_.query(), &DatasetQuery::changed, this, &FacetsPanel::fill);
    connect(&presenter_.drafts(), &CaptionDrafts::changed, this, &FacetsPanel::fill);
    connect(&Theme::current(), &Theme::changed, this, &FacetsPanel::fill);
}

void FacetsPanel::toggle(const QTreeWidgetItem* item) {
    const QString field = item != nullptr ? item->data(0, kFieldRole).toString() : QString();
    if (!field.isEmpty()) presenter_.query().toggleTerm(field, item->data(0, kValueRole).toString());
}

void FacetsPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        toggle(currentItem());
    else
        QTreeWidget::keyPressEvent(event);
}

// One sees where the keyboard is, also before the first arrow key.
void FacetsPanel::focusInEvent(QFocusEvent* event) {
    QTreeWidget::focusInEvent(event);
    if (currentItem() == nullptr || !currentItem()->flags().testFlag(Qt::ItemIsEnabled))
        setCurrentItem(topLevelItemCount() > 1 ? topLevelItem(1) : nullptr, 0);
}

void FacetsPanel::addHeading(const QString& text) {
    auto* item = new QTreeWidgetItem(this, {text, {}});
    item->setFlags(Qt::NoItemFlags);
    QFont font = Theme::current().bodyFont();
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    item->setFont(0, font);
    item->setForeground(0, Theme::current().colors().muted);
    item->setSizeHint(0, QSize(0, topLevelItemCount() == 1 ? 26 : 40));
    item->setTextAlignment(0, Qt::AlignLeft | Qt::AlignBottom);
    item->setFirstColumnSpanned(true);
}

void FacetsPanel::addFacet(const QString& text, qint64 count, const QString& field, const QString& value) {
    auto* item = new QTreeWidgetItem(this, {text, QLocale().toString(count)});
    const bool chosen = presenter_.query().hasTerm(field, value);
    item->setData(0, kFieldRole, field);
    item->setData(0, kValueRole, value);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setForeground(1, Theme::current().colors().muted);
    item->setSizeHint(0, QSize(0, 27));
    item->setToolTip(0, tr("%1 (click to filter, click again to clear)").arg(field + QLatin1Char(':') + value));
    if (!chosen) return;
    QFont font = Theme::current().bodyFont();
    font.setWeight(QFont::DemiBold);
    item->setFont(0, font);
    item->setForeground(0, Theme::current().colors().accent);
    item->setText(0, QStringLiteral("✓ ") + text);
}

void FacetsPanel::fill() {
    const int selected = currentIndex().row();
    clear();
    const CaptionSources& sources = presenter_.sources();
    const FacetCounts& facets = sources.counts();
    if (facets.images == 0) return;
    addHeading(sources.reviewed().isEmpty() ? tr("Status")
                                            : tr("Status · %1").arg(captionSourceText(sources.reviewed())));
    for (std::size_t i = 0; i < facets.statuses.size() && i < kCaptionStatusNames.size(); ++i) {
        const QString name = QString::fromUtf8(kCaptionStatusNames[i].second.data());
        QString text = captionStatusText(name);
        text[0] = text.at(0).toUpper();
        addFacet(text, facets.statuses[i], QStringLiteral("status"), name);
    }
    addHeading(tr("Caption source"));
    for (const CaptionSource& source : facets.sources) {
        const QString name = QString::fromStdString(source.name);
        addFacet(captionSourceText(name), source.captions, QStringLiteral("source"), name);
    }
    const std::string write = sources.written().toStdString();
    const auto written = std::find_if(facets.sources.begin(), facets.sources.end(),
                                      [&](const CaptionSource& source) { return source.name == write; });
    const std::int64_t lacking = facets.images - (written == facets.sources.end() ? 0 : written->captions);
    addHeading(tr("Writing · %1").arg(captionSourceText(sources.written())));
    addFacet(tr("Not written yet"), lacking, QStringLiteral("-has"), sources.written());
    if (presenter_.drafts().count() > 0)
        addFacet(tr("Unsaved drafts"), presenter_.drafts().count(), QStringLiteral("is"), QStringLiteral("draft"));
    if (facets.missing > 0) {
        addHeading(tr("Files"));
        addFacet(tr("Missing"), facets.missing, QStringLiteral("is"), QStringLiteral("missing"));
    }
    if (selected > 0 && selected < topLevelItemCount()) setCurrentItem(topLevelItem(selected), 0);
}

}  // namespace recap::gui
