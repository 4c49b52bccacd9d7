// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/quality_page.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/histogram_card.h"
#include "gui/dataset/quality_presenter.h"
#include "gui/dataset/scatter_card.h"
#include "gui/dataset/scored_list.h"
#include "gui/widgets/page.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace recap::gui {

namespace {

QString shareText(std::int64_t part, std::int64_t all) {
    const double share = all == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(all);
    return QLocale().toString(share, 'f', 1) + QStringLiteral(" %");
}

QLabel* wrapped(const QString& text, QWidget* parent) {
    QLabel* label = makeLabel(text, "small", parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString sourceText(const std::string& source) {
    return captionSourceText(QString::fromStdString(source));
}

}  // namespace

QualityPage::QualityPage(QualityPresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent)
    : QWidget(parent), presenter_(presenter), thumbnails_(thumbnails) {
    setObjectName(QStringLiteral("qualityPage"));
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, 0);
    column->setSpacing(kGrid);
    column->addWidget(makeBar());
    page_ = new QWidget(this);
    content_ = new QVBoxLayout(page_);
    content_->setContentsMargins(0, 0, kGrid, 2 * kGrid);
    content_->setSpacing(kGrid + 4);
    auto* area = makeScroll(page_, this);
    area->setObjectName(QStringLiteral("qualityArea"));
    column->addWidget(area, 1);
    connect(&presenter_, &QualityPresenter::changed, this, &QualityPage::fill);
    fill();
}

QWidget* QualityPage::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = makeRow(bar, kGrid);
    const auto add = [&](const char* name, QStringView icon, const QString& text, auto&& call) {
        auto* button = new QPushButton(Theme::current().icon(icon), text, bar);
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QPushButton::clicked, this, call);
        row->addWidget(button);
        return button;
    };
    auto* back = add("qualityBack", u"chevron-left", tr("Back to the images"), [this] { Q_EMIT imagesWanted({}, {}); });
    back->setShortcut(QKeySequence(Qt::Key_Escape));
    title_ = makeLabel({}, "strong", bar);
    title_->setObjectName(QStringLiteral("qualityTitle"));
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(title_, 1);
    auto* low = makeLabel(tr("Low CLIPScore: below"), "small", bar);
    row->addWidget(low);
    lowClip_ = new QDoubleSpinBox(bar);
    lowClip_->setObjectName(QStringLiteral("qualityLowClip"));
    lowClip_->setAccessibleName(low->text());
    lowClip_->setRange(-1, 1);
    lowClip_->setSingleStep(0.01);
    lowClip_->setDecimals(3);
    lowClip_->setKeyboardTracking(false);
    connect(lowClip_, &QDoubleSpinBox::editingFinished, this, [this] { presenter_.setLowClip(lowClip_->value()); });
    row->addWidget(lowClip_);
    again_ = add("qualityAgain", u"refresh", tr("Count again"), [this] { presenter_.again(); });
    promote_ = add("qualityPromote", u"check", tr("Add corrected captions…"), [this] {
        const auto& selection = presenter_.quality()->selection;
        Q_EMIT promotionWanted(QString::fromStdString(selection.source), QString::fromStdString(selection.filter));
    });
    promote_->setToolTip(tr("Adds the captions that a person corrected to the human captions"));
    return bar;
}

void QualityPage::showImages(const QString& query) {
    Q_EMIT imagesWanted(query, QString::fromStdString(presenter_.quality()->selection.source));
}

void QualityPage::fillTitle() {
    const auto& quality = presenter_.quality();
    if (presenter_.counting()) return title_->setText(tr("Counting… (the strip below shows the progress)"));
    if (!quality) return title_->setText(tr("Not counted yet."));
    const QString source = sourceText(quality->selection.source);
    const int captions = static_cast<int>(quality->captions);
    QString text = quality->run_name.empty() ? tr("Quality of %Ln caption(s) in %1", nullptr, captions).arg(source)
                                             : tr("Quality of %Ln caption(s) in %1 by “%2”", nullptr, captions)
                                                   .arg(source, QString::fromStdString(quality->run_name));
    title_->setText(text);
    title_->setToolTip(QString::fromStdString(captionQuery(quality->selection)));
}

void QualityPage::fill() {
    const auto& quality = presenter_.quality();
    again_->setEnabled(!presenter_.counting() && quality.has_value());
    promote_->setEnabled(quality.has_value() && quality->corrected > 0);
    const QSignalBlocker quiet(lowClip_);
    lowClip_->setValue(presenter_.lowClip());
    lowClip_->setEnabled(quality.has_value() && !quality->clip_model.empty());
    fillTitle();
    while (QLayoutItem* item = content_->takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->deleteLater();
        delete item;
    }
    if (!quality) return;
    fillFilters(*quality);
    fillLengths(*quality);
    fillScores(*quality);
    fillTexts(*quality);
    content_->addStretch(1);
}

void QualityPage::fillFilters(const CaptionQuality& quality) {
    auto* card = new Card(tr("Captions to look at"), page_);
    card->setObjectName(QStringLiteral("qualityFilters"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * kGrid);
    grid->setVerticalSpacing(kGrid / 2);
    grid->setColumnStretch(2, 1);
    int row = 0;
    const auto add = [&](const QString& name, std::int64_t images, const QString& title, const QString& query) {
        if (images > 0) {
            auto* link = makeNumberLink(images, title, query, card);
            link->setObjectName(QStringLiteral("quality_") + name);
            connect(link, &QPushButton::clicked, this, [this, query] { showImages(query); });
            grid->addWidget(link, row, 0, Qt::AlignRight);
        } else {
            grid->addWidget(makeLabel(QStringLiteral("0"), "muted", card), row, 0, Qt::AlignRight);
        }
        grid->addWidget(makeLabel(shareText(images, quality.captions), "muted", card), row, 1, Qt::AlignRight);
        grid->addWidget(makeLabel(title, images > 0 ? "" : "muted", card), row, 2);
        ++row;
    };
    for (const CaptionFilter& filter : quality.filters)
        add(QString::fromUtf8(filter.name.data(), static_cast<qsizetype>(filter.name.size())), filter.images,
            coreText(filter.title), QString::fromStdString(filter.query));
    card->body()->addLayout(grid);
    if (quality.corrected > 0) {
        const CaptionSelection whole{.source = quality.selection.source, .filter = quality.selection.filter};
        auto* corrected = makeLinkLabel(
            {},
            {{tr("%Ln caption(s) of %1 corrected by a person", nullptr, static_cast<int>(quality.corrected))
                  .arg(sourceText(quality.selection.source)),
              QString::fromStdString(captionQuery(whole, "is:corrected"))}},
            {}, card);
        corrected->setObjectName(QStringLiteral("qualityCorrected"));
        connect(corrected, &QLabel::linkActivated, this, &QualityPage::showImages);
        card->body()->addWidget(corrected);
    }
    content_->addWidget(card);
}

void QualityPage::fillLengths(const CaptionQuality& quality) {
    auto* holder = new QWidget(page_);
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(kGrid);
    const auto chart = [&](int row, bool own, const LengthSummary& lengths, const QString& field, const QString& what) {
        const auto& source = own ? quality.selection.source : quality.against;
        if (lengths.histogram.empty()) return;
        const QString title = tr("%1, %2: mean %3, median %4, longest %5")
                                  .arg(sourceText(source), what, QLocale().toString(lengths.mean, 'f', 1))
                                  .arg(lengths.p50)
                                  .arg(lengths.max);
        const bool tokens = field == QStringLiteral("tokens");
        auto* histogram = new HistogramCard(title, lengths.histogram, tokens ? kClipReads : 0, holder);
        histogram->setObjectName(QStringLiteral("qualityLengths_%1_%2").arg(field, QString::fromStdString(source)));
        connect(histogram, &HistogramCard::chosen, this, [this, own, field](int from, int to) {
            showImages(QString::fromStdString(lengthQuery(*presenter_.quality(), own, field.toStdString(), from, to)));
        });
        grid->addWidget(histogram, row, own ? 1 : 0);
    };
    chart(0, false, quality.against_words, QStringLiteral("words"), tr("words"));
    chart(0, true, quality.words, QStringLiteral("words"), tr("words"));
    chart(1, false, quality.against_tokens, QStringLiteral("tokens"), tr("CLIP tokens"));
    chart(1, true, quality.tokens, QStringLiteral("tokens"), tr("CLIP tokens"));
    content_->addWidget(holder);
}

void QualityPage::fillScores(const CaptionQuality& quality) {
    const QLocale locale;
    if (quality.scored == 0) {
        auto* card = new Card(tr("CLIPScore"), page_);
        auto* none =
            wrapped(tr("These captions have no CLIPScore yet. “Score captions…” under “More actions” computes "
                       "it; then this page shows a scatter and the captions with the lowest and highest score."),
                    card);
        none->setObjectName(QStringLiteral("qualityNoScores"));
        card->body()->addWidget(none);
        content_->addWidget(card);
        return;
    }
    if (!quality.pairs.empty()) {
        auto* scatter = new ScatterCard(quality, page_);
        const double difference = quality.mean_difference;
        scatter->body()->insertWidget(
            0,
            wrapped(tr("Mean %1; %2 on average compared with %3; higher for %4 of %5 images.")
                        .arg(locale.toString(quality.mean_clip, 'f', 3),
                             (difference > 0 ? QStringLiteral("+") : QString()) + locale.toString(difference, 'f', 3),
                             sourceText(quality.against), locale.toString(static_cast<qlonglong>(quality.higher)),
                             locale.toString(static_cast<qlonglong>(quality.pairs.size()))),
                    scatter));
        connect(scatter, &ScatterCard::chosen, this, &QualityPage::showImages);
        content_->addWidget(scatter);
    }
    fillLists(quality);
}

void QualityPage::fillLists(const CaptionQuality& quality) {
    auto* card = new Card(tr("Captions by CLIPScore"), page_);
    const QString against = sourceText(quality.against);
    auto* choice = new QComboBox(card);
    choice->setObjectName(QStringLiteral("scoredChoice"));
    choice->setAccessibleName(tr("Captions by CLIPScore"));
    choice->addItem(tr("Lowest %n score(s)", nullptr, static_cast<int>(quality.lowest.size())));
    choice->addItem(tr("Highest %n score(s)", nullptr, static_cast<int>(quality.highest.size())));
    if (!quality.lost.empty()) {
        choice->addItem(tr("Most below %1").arg(against));
        choice->addItem(tr("Most above %1").arg(against));
    }
    auto* all = new QPushButton(tr("Show these images"), card);
    all->setObjectName(QStringLiteral("scoredAll"));
    card->header()->addWidget(choice);
    card->header()->addWidget(all);
    auto* model = new ScoredListModel(card);
    auto* view = makeScoredView(model, thumbnails_, card);
    view->setObjectName(QStringLiteral("scoredList"));
    view->setAccessibleName(tr("Captions by CLIPScore"));
    card->body()->addWidget(view);
    const auto listOf = [this](int index) -> const std::vector<ScoredCaption>& {
        const CaptionQuality& shown = *presenter_.quality();
        const std::vector<ScoredCaption>* lists[] = {&shown.lowest, &shown.highest, &shown.lost, &shown.gained};
        return *lists[index];
    };
    const auto fillList = [model, listOf](int index) { model->setCaptions(listOf(index), index >= 2); };
    connect(choice, &QComboBox::currentIndexChanged, model, fillList);
    connect(all, &QPushButton::clicked, this,
            [this, choice, listOf] { showImages(QualityPresenter::imagesQuery(listOf(choice->currentIndex()))); });
    connect(view, &QListView::activated, this, [this](const QModelIndex& index) {
        showImages(QStringLiteral("key:") + index.data(ScoredListModel::kKeyRole).toString());
    });
    fillList(0);
    content_->addWidget(card);
}

void QualityPage::addTexts(const char* name, const QString& title, const QString& help,
                           const std::vector<SaidText>& texts, qint64 all) {
    auto* card = new Card(title, page_);
    card->body()->addWidget(wrapped(help, card));
    QList<QueryLink> links;
    for (const SaidText& text : texts) {
        QString counts = QStringLiteral(" (%1, %2)")
                             .arg(QLocale().toString(static_cast<qlonglong>(text.images)), shareText(text.images, all));
        counts.replace(u' ', QChar::Nbsp);  // a line does not end within the numbers
        links.append({QString::fromStdString(text.text) + counts, QString::fromStdString(text.query)});
    }
    auto* label = makeLinkLabel({}, links, QStringLiteral(" · "), card);
    label->setObjectName(QString::fromLatin1(name));
    connect(label, &QLabel::linkActivated, this, &QualityPage::showImages);
    card->body()->addWidget(label);
    content_->addWidget(card);
}

void QualityPage::fillTexts(const CaptionQuality& quality) {
    if (!quality.phrases.empty())
        addTexts("qualityPhrases", tr("Repeated phrases"),
                 tr("Three to five words, with the captions that contain them and their share."), quality.phrases,
                 quality.captions);
    if (!quality.own_words.empty())
        addTexts(
            "qualityOwnWords", tr("Words that no other caption of the image has"),
            tr("%1 of %2 captions have such a word, %3 on average. A list of words decides what counts, no grammar: "
               "nouns, verbs and adjectives are among them.")
                .arg(QLocale().toString(static_cast<qlonglong>(quality.with_own_words)),
                     QLocale().toString(static_cast<qlonglong>(quality.compared)),
                     QLocale().toString(quality.mean_own_words, 'f', 1)),
            quality.own_words, quality.captions);
}

}  // namespace recap::gui
