// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/start_page.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace recap::gui {

namespace {

QLabel* wrapped(const QString& text, const char* role, QWidget* parent) {
    QLabel* label = makeLabel(text, role, parent);
    label->setWordWrap(true);
    return label;
}

// A recent project: its name over its folder.
QPushButton* recentButton(const QString& path, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setObjectName(QStringLiteral("recentProject"));
    button->setProperty("flat", true);
    button->setProperty("tall", true);
    button->setAccessibleName(path);
    auto* column = new QVBoxLayout(button);
    column->setContentsMargins(kGrid, 6, kGrid, 6);
    column->setSpacing(2);
    auto* name = makeLabel(QFileInfo(path).completeBaseName(), "strong", button);
    const QString folder = QDir::toNativeSeparators(QFileInfo(path).absolutePath());
    auto* place = makeLabel(button->fontMetrics().elidedText(folder, Qt::ElideMiddle, 380), "small", button);
    for (QLabel* label : {name, place}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        column->addWidget(label);
    }
    return button;
}

}  // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent), recent_(new QVBoxLayout) {
    setObjectName(QStringLiteral("startPage"));
    auto* outer = makeColumn(this);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    outer->addWidget(area);
    auto* page = new QWidget(area);
    area->setWidget(page);
    auto* center = new QHBoxLayout(page);
    center->addStretch(1);
    auto* holder = new QWidget(page);
    holder->setMaximumWidth(960);
    center->addWidget(holder, 8);
    center->addStretch(1);

    auto* column = new QVBoxLayout(holder);
    column->setSpacing(2 * kGrid);
    column->addStretch(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(2 * kGrid);
    auto* logo = new QLabel(holder);
    logo->setPixmap(QIcon(QStringLiteral(":/icons/recap-workbench.svg")).pixmap(56, 56));
    head->addWidget(logo);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(makeLabel(tr("RECAP Workbench"), "title", holder));
    words->addWidget(
        wrapped(tr("Audit captions, fine-tune on them, and judge what better captions do to a text-to-image model."),
                "muted", holder));
    head->addLayout(words, 1);
    column->addLayout(head);
    column->addSpacing(kGrid);
    column->addWidget(makeDemoCard());
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * kGrid);
    row->addWidget(makeProjectCard(), 1);
    row->addWidget(makeRecentCard(), 1);
    column->addLayout(row);
    column->addStretch(3);
    setRecent({});
}

QWidget* StartPage::makeDemoCard() {
    auto* card = new Card(tr("See the whole experiment in a quarter of an hour"), this);
    auto* row = new QHBoxLayout;
    row->setSpacing(3 * kGrid);
    row->addWidget(
        wrapped(tr("Small but real networks on small pictures: a captioner learns from human captions and rewrites the "
                   "alt texts, two diffusion models are fine-tuned with equal budgets, one on the old texts and one on "
                   "the new, and judges measure the difference. Everything runs on this computer."),
                "plain", card),
        1);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(kGrid);
    auto* study = makePrimary(makeButton(tr("Run the demo"), QStringLiteral("runStudy"), card, QStringLiteral("play")));
    study->setProperty("large", true);
    auto* demo = makeButton(tr("Open the demo project"), QStringLiteral("openDemo"), card, QStringLiteral("dataset"));
    study->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    demo->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    buttons->addWidget(study);
    buttons->addWidget(demo);
    row->addLayout(buttons);
    card->body()->addLayout(row);
    connect(study, &QPushButton::clicked, this, &StartPage::studyWanted);
    connect(demo, &QPushButton::clicked, this, &StartPage::demoWanted);
    return card;
}

QWidget* StartPage::makeProjectCard() {
    auto* card = new Card(tr("Your own pictures"), this);
    card->body()->addWidget(
        wrapped(tr("A project is one folder with captions, runs, samples and ratings. It starts from a folder of "
                   "pictures, COCO captions, a table or tar shards. Your pictures stay where they are."),
                "plain", card));
    auto* create = makeButton(tr("New project…"), QStringLiteral("newProject"), card, QStringLiteral("plus"));
    auto* open = makeButton(tr("Open project…"), QStringLiteral("openProject"), card, QStringLiteral("folder"));
    for (QPushButton* button : {create, open}) {
        button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
        card->body()->addWidget(button);
    }
    card->body()->addStretch(1);
    connect(create, &QPushButton::clicked, this, &StartPage::newWanted);
    connect(open, &QPushButton::clicked, this, &StartPage::openWanted);
    return card;
}

QWidget* StartPage::makeRecentCard() {
    auto* card = new Card(tr("Recent projects"), this);
    recent_->setSpacing(2);
    card->body()->addLayout(recent_);
    card->body()->addStretch(1);
    return card;
}

void StartPage::setRecent(const QStringList& projects) {
    while (QLayoutItem* item = recent_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (projects.isEmpty()) recent_->addWidget(wrapped(tr("Projects that you open appear here."), "muted", this));
    for (const QString& path : projects.mid(0, 4)) {
        QPushButton* button = recentButton(path, this);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT recentWanted(path); });
        recent_->addWidget(button);
    }
}

}  // namespace recap::gui
