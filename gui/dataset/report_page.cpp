// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/report_page.h"

#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/dataset/histogram_card.h"
#include "gui/dataset/report_presenter.h"
#include "gui/shell/shell.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "text/caption_faults.h"

#include <QAction>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kWordsShown = 16, kTextsShown = 5, kBrokenShown = 20, kLanguagesShown = 8;
// Collections with a source for each language; charts take time to draw.
constexpr int kSourcesShown = 8;

QString counted(const std::pair<std::string, std::int64_t>& entry) {
    return QStringLiteral("%1 (%2)").arg(QString::fromStdString(entry.first).left(160),
                                         QLocale().toString(static_cast<qlonglong>(entry.second)));
}

QString listed(const std::vector<std::pair<std::string, std::int64_t>>& counts, std::size_t most) {
    QStringList parts;
    for (std::size_t i = 0; i < std::min(most, counts.size()); ++i) parts << counted(counts[i]);
    return parts.join(QStringLiteral(", "));
}

// As a value in the query language; empty: a line end cannot be typed there.
QString quoted(QString text) {
    if (text.contains(QLatin1Char('\n'))) return {};
    return QStringLiteral("\"%1\"").arg(text.replace(QLatin1Char('"'), QStringLiteral("\"\"")));
}

QLabel* wrapped(const QString& text, const char* role, QWidget* parent) {
    QLabel* label = makeLabel(text, role, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

ReportPage::ReportPage(ReportPresenter& presenter, Shell& shell, QWidget* parent)
    : QWidget(parent), presenter_(presenter), shell_(shell) {
    setObjectName(QStringLiteral("reportPage"));
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
    area->setObjectName(QStringLiteral("reportArea"));
    column->addWidget(area, 1);
    connect(&presenter_, &ReportPresenter::changed, this, &ReportPage::fill);
    fill();
}

QWidget* ReportPage::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = makeRow(bar, kGrid);
    const auto add = [&](const char* name, QStringView icon, const QString& text, auto&& call) {
        auto* button = new QPushButton(Theme::current().icon(icon), text, bar);
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QPushButton::clicked, this, call);
        row->addWidget(button);
        return button;
    };
    auto* back = add("reportBack", u"chevron-left", tr("Back to the images"), [this] { Q_EMIT filterWanted({}); });
    back->setShortcut(QKeySequence(Qt::Key_Escape));
    title_ = makeLabel({}, "strong", bar);
    title_->setObjectName(QStringLiteral("reportTitle"));
    row->addWidget(title_, 1);
    again_ = add("reportAgain", u"refresh", tr("Count again"), [this] { presenter_.count(presenter_.query()); });
    html_ = add("reportHtml", u"export", tr("Save as HTML…"), [this] {
        presenter_.saveHtml(shell_.prompter().saveFile(tr("Save the report"), QDir::home().filePath(tr("report.html")),
                                                       tr("Web pages (*.html)")));
    });
    csv_ = add("reportCsv", u"export", tr("Save as CSV…"), [this] {
        presenter_.saveCsv(shell_.prompter().saveFile(tr("Save all captions as a table"),
                                                      QDir::home().filePath(tr("captions.csv")), tr("Tables (*.csv)")));
    });
    return bar;
}

void ReportPage::fill() {
    const auto& statistics = presenter_.statistics();
    const bool known = statistics.has_value() && !presenter_.counting();
    for (QPushButton* button : {html_, csv_, again_}) button->setEnabled(known);
    if (presenter_.counting())
        title_->setText(tr("Counting… (the strip below shows the progress)"));
    else if (known)
        title_->setText(presenter_.query().isEmpty() ? tr("Report on the data set")
                                                     : tr("Report on the filter %1").arg(presenter_.query()));
    else
        title_->setText(tr("Not counted yet."));
    // The last result stays until the new one is there.
    if (presenter_.counting()) return;
    while (QLayoutItem* item = content_->takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->deleteLater();
        delete item;
    }
    if (!known) return;
    fillOverview(content_);
    const auto count = static_cast<int>(statistics->sources.size());
    const int shown = allSources_ ? count : std::min(count, kSourcesShown);
    for (int i = 0; i < shown; ++i) fillSource(content_, statistics->sources[static_cast<std::size_t>(i)]);
    if (shown < count) {
        auto* more = new QPushButton(tr("Show %n more caption source(s)", nullptr, count - shown), page_);
        more->setObjectName(QStringLiteral("reportMore"));
        connect(more, &QPushButton::clicked, this, [this] {
            allSources_ = true;
            fill();
        });
        content_->addWidget(more, 0, Qt::AlignLeft);
    }
    fillBroken(content_);
    content_->addStretch(1);
}

void ReportPage::addFigure(QHBoxLayout* row, const char* name, qint64 value, const QString& meaning,
                           const QString& query) {
    auto* holder = new QWidget(page_);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 2 * kGrid, 0);
    column->setSpacing(2);
    if (query.isEmpty() || value == 0) {
        column->addWidget(makeLabel(QLocale().toString(value), "heading", holder));
    } else {
        auto* button = makeNumberLink(value, meaning, query, holder);
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QPushButton::clicked, this, [this, query] { Q_EMIT filterWanted(query); });
        column->addWidget(button, 0, Qt::AlignLeft);
    }
    column->addWidget(makeLabel(meaning, "small", holder));
    row->addWidget(holder);
}

void ReportPage::fillOverview(QVBoxLayout* column) {
    const DatasetStatistics& s = *presenter_.statistics();
    auto* card = new Card(tr("Images"), page_);
    auto* row = new QHBoxLayout;
    addFigure(row, "figure_images", s.images, tr("images"));
    addFigure(row, "figure_missing", s.missing, tr("missing files"), presenter_.filter(QStringLiteral("is:missing")));
    addFigure(row, "figure_copies", s.duplicates, tr("files with the same content"));
    if (s.pictures_read) {
        std::int64_t alike = 0;
        for (const auto& group : s.near_duplicates) alike += static_cast<std::int64_t>(group.size());
        addFigure(row, "figure_duplicates", alike, tr("near duplicates of another image"),
                  QStringLiteral("is:duplicate"));
        addFigure(row, "figure_unreadable", static_cast<qint64>(s.unreadable.size()), tr("cannot be read"),
                  QStringLiteral("is:unreadable"));
    }
    row->addStretch(1);
    card->body()->addLayout(row);
    column->addWidget(card);
}

void ReportPage::fillSource(QVBoxLayout* column, const SourceStatistics& source) {
    const DatasetStatistics& s = *presenter_.statistics();
    const int limit = static_cast<int>(s.token_limit) - 2;  // start and end token are not counted
    auto* card = new Card(captionSourceText(QString::fromStdString(source.source)), page_);
    card->setObjectName(QStringLiteral("report_") + QString::fromStdString(source.source));
    auto* quality = makeButton(tr("Quality…"), QStringLiteral("reportQuality"), card);
    quality->setAccessibleName(tr("Quality of %1").arg(captionSourceText(QString::fromStdString(source.source))));
    connect(quality, &QPushButton::clicked, this,
            [this, name = QString::fromStdString(source.source)] { Q_EMIT qualityWanted(name); });
    card->header()->addWidget(quality);
    auto* row = new QHBoxLayout;
    addFigure(row, "figure_captions", source.captions, tr("captions"), presenter_.sourceFilter(source.source));
    addFigure(row, "figure_over", source.over_limit, tr("over %1 tokens, truncated").arg(s.token_limit),
              presenter_.sourceFilter(source.source, QStringLiteral("tokens>%1").arg(limit)));
    addFigure(row, "figure_vocabulary", source.vocabulary, tr("distinct words"));
    addFigure(row, "figure_names", source.file_names, tr("only repeat the file name"),
              presenter_.sourceFilter(source.source, QStringLiteral("is:filename")));
    addFigure(row, "figure_repeated", source.repeated, tr("repeat another image's text"),
              presenter_.sourceFilter(source.source, QStringLiteral("is:repeated")));
    for (std::size_t i = 0; i < source.faults.size(); ++i) {
        const auto& info = captionFaultInfos()[i];
        const auto condition = QStringLiteral("is:") + QLatin1String(info.name.data(), qsizetype(info.name.size()));
        if (source.faults[i] > 0)
            addFigure(row, "figure_fault", source.faults[i], coreText(info.title),
                      presenter_.sourceFilter(source.source, condition));
    }
    row->addStretch(1);
    card->body()->addLayout(row);
    auto* charts = new QHBoxLayout;
    const auto chart = [&](const QString& title, const LengthSummary& lengths, int most, const QString& field) {
        const QString all = tr("%1: mean %2, median %3, 95 % up to %4, longest %5")
                                .arg(title, QLocale().toString(lengths.mean, 'f', 1))
                                .arg(lengths.p50)
                                .arg(lengths.p95)
                                .arg(lengths.max);
        auto* histogram = new HistogramCard(all, lengths.histogram, most, card);
        histogram->setObjectName(QStringLiteral("histogram_%1_%2").arg(field, QString::fromStdString(source.source)));
        connect(histogram, &HistogramCard::chosen, this, [this, name = source.source, field](int from, int to) {
            Q_EMIT filterWanted(presenter_.lengthFilter(name, field, from, to));
        });
        charts->addWidget(histogram, 1);
    };
    chart(tr("CLIP tokens"), source.tokens, limit, QStringLiteral("tokens"));
    chart(tr("Words"), source.words, 0, QStringLiteral("words"));
    card->body()->addLayout(charts);
    addLanguages(card->body(), source);
    if (!source.same_as.empty())
        card->body()->addWidget(wrapped(tr("Same text as: %1").arg(listed(source.same_as, 8)), "small", card));
    addScores(card->body(), source.source);
    addTexts(card->body(), tr("Most frequent words"), source, source.top_words, kWordsShown, true);
    addTexts(card->body(), tr("Repeated texts"), source, source.top_repeated, kTextsShown, false);
    column->addWidget(card);
}

void ReportPage::addScores(QVBoxLayout* column, const std::string& source) {
    const DatasetStatistics& s = *presenter_.statistics();
    const QLocale locale;
    QStringList sentences;
    for (const SourceScores& scores : s.clip)
        if (scores.source == source)
            sentences << tr("CLIPScore: mean %1 of %n caption(s)", nullptr, static_cast<int>(scores.captions))
                             .arg(locale.toString(scores.mean, 'f', 3));
    for (const ScoreComparison& both : s.clip_comparisons)
        if (both.second == source && both.images > 0)
            sentences << tr("%1 on average compared with %2; higher for %3 of %n image(s)", nullptr,
                            static_cast<int>(both.images))
                             .arg(QStringLiteral("%1%2").arg(both.mean_difference > 0 ? QStringLiteral("+") : QString(),
                                                             locale.toString(both.mean_difference, 'f', 3)),
                                  captionSourceText(QString::fromStdString(both.first)),
                                  locale.toString(static_cast<qlonglong>(both.second_wins)));
    if (!sentences.isEmpty()) column->addWidget(wrapped(sentences.join(QStringLiteral(" · ")), "small", page_));
}

void ReportPage::addLinks(QVBoxLayout* column, const char* name, const QString& title, const QList<QueryLink>& links,
                          const QString& between) {
    auto* label = makeLinkLabel(title, links, between, page_);
    label->setObjectName(QString::fromLatin1(name));
    connect(label, &QLabel::linkActivated, this, [this](const QString& query) { Q_EMIT filterWanted(query); });
    column->addWidget(label);
}

void ReportPage::addLanguages(QVBoxLayout* column, const SourceStatistics& source) {
    QList<QueryLink> links;
    for (const auto& language : source.languages) {
        if (links.size() >= kLanguagesShown) break;
        const QString condition = QStringLiteral("lang:") + QString::fromStdString(language.first);
        links.append({counted(language), presenter_.sourceFilter(source.source, condition)});
    }
    addLinks(column, "reportLanguages", tr("Languages (estimated)"), links, QStringLiteral(", "));
}

void ReportPage::addTexts(QVBoxLayout* column, const QString& title, const SourceStatistics& source,
                          const std::vector<std::pair<std::string, std::int64_t>>& texts, int most, bool words) {
    if (texts.empty()) return;
    QList<QueryLink> links;
    for (const auto& text : texts) {
        if (links.size() >= most) break;
        const QString value = quoted(QString::fromStdString(text.first));
        const QString condition = words ? value : QStringLiteral("text:") + value;
        links.append({counted(text), value.isEmpty() ? QString() : presenter_.sourceFilter(source.source, condition)});
    }
    addLinks(column, words ? "reportWords" : "reportTexts", title, links,
             words ? QStringLiteral(", ") : QStringLiteral(" · "));
}

void ReportPage::fillBroken(QVBoxLayout* column) {
    const auto& broken = presenter_.statistics()->unreadable;
    if (broken.empty()) return;
    auto* card = new Card(tr("Images that cannot be read"), page_);
    for (std::size_t i = 0; i < std::min<std::size_t>(broken.size(), kBrokenShown); ++i)
        addLinks(card->body(), "reportBroken", {},
                 {{QString::fromStdString(broken[i].path),
                   QStringLiteral("is:unreadable path:") + quoted(QString::fromStdString(broken[i].path))},
                  {coreText(broken[i].reason), {}}},
                 QStringLiteral(": "));
    if (broken.size() > kBrokenShown)
        card->body()->addWidget(makeLabel(
            tr("and %n more; the saved report lists them", nullptr, static_cast<int>(broken.size()) - kBrokenShown),
            "small", card));
    column->addWidget(card);
}

}  // namespace recap::gui
