// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/export_dialog.h"

#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/dataset/dataset_actions.h"
#include "gui/shell/shell.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace recap::gui {

ExportDialog::ExportDialog(Shell& shell, std::shared_ptr<Project> project, ExportChoices choices, QWidget* parent)
    : QDialog(parent), shell_(shell), project_(std::move(project)), choices_(std::move(choices)) {
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(620, 480);
    auto* column = new QVBoxLayout(this);
    form_ = new QFormLayout;
    column->addLayout(form_, 1);
    const auto combo = [&](const char* name, const QString& label) {
        auto* box = new QComboBox(this);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(label);
        form_->addRow(label, box);
        return box;
    };
    layout_ = combo("exportLayout", tr("Layout"));
    for (const auto& [kind, name] :
         std::initializer_list<std::pair<const char*, QString>>{{"imagefolder", tr("Image folder (metadata.jsonl)")},
                                                                {"parquet", tr("Image folder (metadata.parquet)")},
                                                                {"sidecar", tr("Text files beside the pictures")},
                                                                {"coco", tr("COCO captions")},
                                                                {"webdataset", tr("Tar shards")},
                                                                {"csv", tr("Table (CSV)")}})
        layout_->addItem(name, QString::fromLatin1(kind));
    form_->addRow(tr("Captions"), makeSources());
    fallback_ = combo("exportFallback", tr("If it is missing"));
    fallback_->addItem(tr("leave the caption out"), QString());
    for (const QString& source : choices_.sources)
        fallback_->addItem(tr("use %1").arg(captionSourceText(source)), source);
    accepted_ = new QCheckBox(tr("Only captions that were accepted or edited"), this);
    accepted_->setObjectName(QStringLiteral("exportAccepted"));
    form_->addRow(accepted_);
    filtered_ = new QCheckBox(tr("Only images that match the filter: %1").arg(choices_.query), this);
    filtered_->setObjectName(QStringLiteral("exportFiltered"));
    filtered_->setChecked(true);
    filtered_->setVisible(!choices_.query.trimmed().isEmpty());
    form_->addRow(filtered_);
    shard_ = new QSpinBox(this);
    shard_->setObjectName(QStringLiteral("exportShard"));
    shard_->setAccessibleName(tr("Images per shard"));
    shard_->setRange(1, static_cast<int>(kMostInShard));
    shard_->setValue(static_cast<int>(ExportRequest{}.shard_size));
    form_->addRow(tr("Images per shard"), shard_);
    form_->addRow(tr("Folder to create"), makeFolderRow());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    export_ = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    export_->setObjectName(QStringLiteral("exportStart"));
    setStyleProperty(export_, "primary", true);
    export_->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("exportCancel"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(layout_, &QComboBox::currentIndexChanged, this, &ExportDialog::update);
    connect(folder_, &QLineEdit::textChanged, this, &ExportDialog::update);
    connect(sources_, &QListWidget::itemChanged, this, &ExportDialog::update);
    update();
}

QWidget* ExportDialog::makeSources() {
    auto* holder = new QWidget(this);
    auto* row = makeRow(holder);
    sources_ = new QListWidget(holder);
    sources_->setObjectName(QStringLiteral("exportSources"));
    sources_->setAccessibleName(tr("Captions"));
    sources_->setToolTip(
        tr("Where the layout holds only one text per image, the first caption that the image has is used."));
    // The source under review first: it is what one has worked on.
    QStringList ordered = choices_.sources;
    if (ordered.removeAll(choices_.reviewed) > 0) ordered.prepend(choices_.reviewed);
    for (const QString& source : std::as_const(ordered)) {
        auto* item = new QListWidgetItem(captionSourceText(source), sources_);
        item->setData(Qt::UserRole, source);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(source == choices_.reviewed ? Qt::Checked : Qt::Unchecked);
    }
    sources_->setCurrentRow(0);
    row->addWidget(sources_, 1);
    auto* arrows = new QVBoxLayout;
    for (const auto& [name, icon, tip, by] : {std::tuple{"exportUp", u"chevron-up", tr("Earlier"), -1},
                                              std::tuple{"exportDown", u"chevron-down", tr("Later"), 1}}) {
        auto* button = new QToolButton(holder);
        button->setObjectName(QString::fromLatin1(name));
        button->setIcon(Theme::current().icon(icon));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, [this, by = by] { moveSource(by); });
        arrows->addWidget(button);
    }
    arrows->addStretch(1);
    row->addLayout(arrows);
    return holder;
}

QWidget* ExportDialog::makeFolderRow() {
    auto* holder = new QWidget(this);
    auto* row = makeRow(holder);
    folder_ = new QLineEdit(holder);
    folder_->setObjectName(QStringLiteral("exportFolder"));
    folder_->setAccessibleName(tr("Folder to create"));
    folder_->setText(freeExportFolder(*project_, QStringLiteral("imagefolder")));
    auto* browse = new QPushButton(tr("Folder…"), holder);
    browse->setObjectName(QStringLiteral("exportBrowse"));
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder = shell_.prompter().saveFile(tr("Folder to create for the export"), folder_->text(), {});
        if (!folder.isEmpty()) folder_->setText(folder);
    });
    row->addWidget(folder_, 1);
    row->addWidget(browse);
    return holder;
}

void ExportDialog::moveSource(int by) {
    const int row = sources_->currentRow();
    const int to = row + by;
    if (row < 0 || to < 0 || to >= sources_->count()) return;
    const QSignalBlocker quiet(sources_);
    sources_->insertItem(to, sources_->takeItem(row));
    sources_->setCurrentRow(to);
}

ExportRequest ExportDialog::request() const {
    ExportRequest request;
    request.kind = layout_->currentData().toString().toStdString();
    for (int row = 0; row < sources_->count(); ++row)
        if (const QListWidgetItem* item = sources_->item(row); item->checkState() == Qt::Checked)
            request.sources.push_back(item->data(Qt::UserRole).toString().toStdString());
    if (const QString fallback = fallback_->currentData().toString(); !fallback.isEmpty())
        request.fallback = {fallback.toStdString()};
    request.accepted_only = accepted_->isChecked();
    if (filtered_->isChecked()) request.filter = choices_.query.toStdString();
    request.shard_size = shard_->value();
    request.out = folder_->text().trimmed().toStdString();
    return request;
}

void ExportDialog::update() {
    const ExportRequest now = request();
    const ExportKind& kind = exportKind(now.kind);
    form_->setRowVisible(shard_, kind.shards);
    // COCO and CSV list every caption as a row of its own.
    fallback_->setEnabled(!kind.row_per_caption);
    export_->setEnabled(!now.out.empty() && !now.sources.empty());
}

void ExportDialog::start() {
    startExport(shell_, project_, request());
    accept();
}

}  // namespace recap::gui
