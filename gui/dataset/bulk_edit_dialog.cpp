// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/bulk_edit_dialog.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/bulk_change_model.h"
#include "gui/widgets/card.h"
#include "workflow/project/project.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace recap::gui {

namespace {
constexpr int kTypingMs = 250;
constexpr const char* kEntries = "bulkEditEntries";

QString projectPath(const DatasetPresenter& presenter) {
    return presenter.project() == nullptr ? QString() : QString::fromStdString(presenter.project()->path().string());
}
}  // namespace

BulkEditDialog::BulkEditDialog(DatasetPresenter& presenter, QWidget* parent)
    : QDialog(parent), presenter_(presenter), model_(new BulkChangeModel(this)) {
    setObjectName(QStringLiteral("bulkEdit"));
    setWindowTitle(tr("Find and replace in captions"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(900, 600);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(kGrid);
    auto* form = new QFormLayout;
    column->addLayout(form);
    find_ = addLine("bulkFind", tr("Find"));
    replacement_ = addLine("bulkReplace", tr("Replace with"));
    form->addRow(tr("Find"), find_);
    form->addRow(tr("Replace with"), replacement_);
    source_ = new QComboBox(this);
    source_->setObjectName(QStringLiteral("bulkSource"));
    source_->setAccessibleName(tr("Caption source"));
    source_->addItem(tr("All sources"), QString());
    const QStringList names = presenter_.sources().names();
    for (const QString& name : names) source_->addItem(captionSourceText(name), name);
    form->addRow(tr("Caption source"), source_);
    pattern_ = new QCheckBox(tr("Regular expression: $1 in the replacement stands for the first group"), this);
    pattern_->setObjectName(QStringLiteral("bulkPattern"));
    case_ = new QCheckBox(tr("Match case"), this);
    case_->setObjectName(QStringLiteral("bulkCase"));
    form->addRow(pattern_);
    form->addRow(case_);
    count_ = makeLabel({}, "muted", this);
    count_->setObjectName(QStringLiteral("bulkCount"));
    count_->setWordWrap(true);
    column->addWidget(count_);

    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("bulkChanges"));
    table_->setAccessibleName(tr("Changes"));
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setSectionResizeMode(BulkChangeModel::Source, QHeaderView::ResizeToContents);
    column->addWidget(table_, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    apply_ = buttons->addButton(tr("Change"), QDialogButtonBox::AcceptRole);
    apply_->setObjectName(QStringLiteral("bulkApply"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("bulkCancel"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &BulkEditDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    typing_.setSingleShot(true);
    typing_.setInterval(kTypingMs);
    connect(&typing_, &QTimer::timeout, this, &BulkEditDialog::preview);
    const auto again = [this] { typing_.start(); };
    connect(find_, &QLineEdit::textChanged, this, again);
    connect(replacement_, &QLineEdit::textChanged, this, again);
    connect(source_, &QComboBox::currentIndexChanged, this, again);
    connect(pattern_, &QCheckBox::toggled, this, again);
    connect(case_, &QCheckBox::toggled, this, again);
    showCount({});
    restoreEntries();
    connect(this, &QDialog::rejected, this, &BulkEditDialog::keepEntries);
    connect(this, &QDialog::accepted, &presenter_, [presenter = &presenter_] { presenter->setProperty(kEntries, {}); });
}

void BulkEditDialog::keepEntries() {
    presenter_.setProperty(kEntries, QVariantList{find_->text(), replacement_->text(), source_->currentData(),
                                                  pattern_->isChecked(), case_->isChecked(), projectPath(presenter_)});
}

void BulkEditDialog::restoreEntries() {
    const QVariantList entries = presenter_.property(kEntries).toList();
    if (entries.size() != 6 || entries.at(5) != projectPath(presenter_)) return;
    find_->setText(entries.at(0).toString());
    replacement_->setText(entries.at(1).toString());
    source_->setCurrentIndex(qMax(0, source_->findData(entries.at(2))));
    pattern_->setChecked(entries.at(3).toBool());
    case_->setChecked(entries.at(4).toBool());
}

QLineEdit* BulkEditDialog::addLine(const char* name, const QString& label) {
    auto* line = new QLineEdit(this);
    line->setObjectName(QString::fromLatin1(name));
    line->setAccessibleName(label);
    return line;
}

BulkEditRequest BulkEditDialog::request() const {
    BulkEditRequest request;
    request.filter = presenter_.query().shownText().toStdString();
    request.find = find_->text().toStdString();
    request.replacement = replacement_->text().toStdString();
    request.match_case = case_->isChecked();
    request.literal = !pattern_->isChecked();
    if (const QString source = source_->currentData().toString(); !source.isEmpty())
        request.sources.push_back(source.toStdString());
    return request;
}

void BulkEditDialog::preview() {
    if (find_->text().isEmpty() || presenter_.project() == nullptr) {
        previews_.forget();
        model_->setChanges({});
        showCount({});
        return;
    }
    previews_.run(
        this, [project = presenter_.project(), request = request()] { return previewBulkEdit(*project, request); },
        [this](std::vector<BulkChange> changes) {
            model_->setChanges(std::move(changes));
            showCount({});
        },
        [this](const Failed& failure) {
            model_->setChanges({});
            showCount(errorDetail(failure));
        });
}

void BulkEditDialog::showCount(const QString& problem) {
    const int changes = model_->rowCount();
    const QString where =
        presenter_.query().shownText().trimmed().isEmpty()
            ? tr("All images are searched.")
            : tr("The images that match the filter are searched: %1").arg(presenter_.query().shownText());
    count_->setText(problem.isEmpty() ? tr("%n caption(s) would change.", nullptr, changes) + QLatin1Char(' ') + where
                                      : problem);
    apply_->setText(changes > 0 ? tr("Change %n caption(s)", nullptr, changes) : tr("Change"));
    apply_->setEnabled(changes > 0 && !presenter_.readOnly());
}

void BulkEditDialog::apply() {
    presenter_.bulk().apply(model_->changes(), tr("Replace “%1”").arg(find_->text()));
    accept();
}

}  // namespace recap::gui
