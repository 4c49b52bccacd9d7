// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/import/import_form.h"

#include "data/import/table.h"
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/shell/shell.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace recap::gui {

namespace {

const QString kFolderKey = QStringLiteral("import/folder");
enum Column { kName, kExample, kMeaning, kSource, kColumnCount };
enum Meaning { kByName, kPicture, kCaption };
constexpr int kLongestExample = 80;

bool isTable(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == QStringLiteral("csv") || ending == QStringLiteral("tsv") || ending == QStringLiteral("parquet");
}

}  // namespace

ImportForm::ImportForm(Shell& shell, QWidget* parent) : QWidget(parent), shell_(shell) {
    auto* column = makeColumn(this, kGrid);
    auto* intro = makeLabel(
        tr("A folder of pictures (with text files beside them, or as an image folder with metadata), COCO captions "
           "(.json), a table (.csv, .tsv, .parquet) or tar shards. The pictures stay where they are."),
        "muted", this);
    intro->setWordWrap(true);
    column->addWidget(intro);
    addFields();
    addColumns();
    problem_ = makeLabel({}, "error", this);
    problem_->setObjectName(QStringLiteral("importProblem"));
    problem_->setWordWrap(true);
    column->addWidget(problem_);
    column->addStretch(0);
    setFocusProxy(path_);
    readPath();
}

void ImportForm::addFields() {
    auto* form = new QFormLayout;
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
    form->addRow(tr("From"), makePathRow());
    kind_ = new QComboBox(this);
    kind_->setObjectName(QStringLiteral("importKind"));
    kind_->setAccessibleName(tr("Layout"));
    for (const auto& [kind, name] : std::initializer_list<std::pair<const char*, QString>>{
             {"auto", tr("Detect automatically")},
             {"folder", tr("Pictures without texts")},
             {"sidecar", tr("Text files beside the pictures")},
             {"imagefolder", tr("Image folder (metadata.jsonl, .csv, .parquet)")},
             {"coco", tr("COCO captions")},
             {"webdataset", tr("Tar shards")},
             {"csv", tr("Table (CSV)")},
             {"parquet", tr("Table (Parquet)")}})
        kind_->addItem(name, QString::fromLatin1(kind));
    form->addRow(tr("Layout"), kind_);
    source_ = addLine("importSource", tr("Caption source"));
    source_->setPlaceholderText(tr("alttext; human for COCO"));
    form->addRow(tr("Caption source"), source_);
    auto* row = new QHBoxLayout;
    pictures_ = addLine("importPictures", tr("Folder of the pictures"));
    pictures_->setPlaceholderText(tr("found automatically; only for COCO and tables"));
    auto* browse = new QPushButton(tr("Folder…"), this);
    browse->setObjectName(QStringLiteral("importPicturesFolder"));
    connect(browse, &QPushButton::clicked, this, [this] { browseFolder(pictures_, tr("Folder of the pictures")); });
    row->addWidget(pictures_, 1);
    row->addWidget(browse);
    form->addRow(tr("Folder of the pictures"), row);
}

void ImportForm::addColumns() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    columnsLabel_ = makeLabel(tr("Columns of the table"), "strong", this);
    column->addWidget(columnsLabel_);
    columns_ = new QTableWidget(0, kColumnCount, this);
    columns_->setObjectName(QStringLiteral("importColumns"));
    columns_->setAccessibleName(tr("Columns of the table"));
    columns_->setHorizontalHeaderLabels({tr("Column"), tr("First row"), tr("Meaning"), tr("Caption source")});
    columns_->verticalHeader()->hide();
    columns_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    columns_->horizontalHeader()->setSectionResizeMode(kExample, QHeaderView::Stretch);
    column->addWidget(columns_, 1);
}

QLineEdit* ImportForm::addLine(const char* name, const QString& label) {
    auto* line = new QLineEdit(this);
    line->setObjectName(QString::fromLatin1(name));
    line->setAccessibleName(label);
    return line;
}

QWidget* ImportForm::makePathRow() {
    auto* holder = new QWidget(this);
    auto* row = makeRow(holder);
    path_ = addLine("importPath", tr("From"));
    connect(path_, &QLineEdit::textChanged, this, &ImportForm::readPath);
    auto* folder = new QPushButton(tr("Folder…"), holder);
    folder->setObjectName(QStringLiteral("importFolder"));
    connect(folder, &QPushButton::clicked, this, [this] { browseFolder(path_, tr("Import a folder of pictures")); });
    auto* file = new QPushButton(tr("File…"), holder);
    file->setObjectName(QStringLiteral("importFile"));
    connect(file, &QPushButton::clicked, this, &ImportForm::browseFile);
    row->addWidget(path_, 1);
    row->addWidget(folder);
    row->addWidget(file);
    return holder;
}

void ImportForm::browseFolder(QLineEdit* line, const QString& title) {
    const QString start = shell_.settings().value(kFolderKey, QDir::homePath()).toString();
    const QString folder = shell_.prompter().openFolder(title, start);
    if (!folder.isEmpty()) line->setText(folder);
}

void ImportForm::browseFile() {
    const QString start = shell_.settings().value(kFolderKey, QDir::homePath()).toString();
    const QString file = shell_.prompter().openFile(
        tr("Import a file"), start, tr("Data sets (*.json *.jsonl *.csv *.tsv *.parquet *.tar);;All files (*)"));
    if (!file.isEmpty()) path_->setText(file);
}

void ImportForm::readPath() {
    const QString path = this->path();
    tables_.forget();
    problem_->clear();
    problem_->hide();
    showColumns({}, {});
    if (isTable(path) && QFileInfo(path).isFile()) readColumns(path);
    Q_EMIT pathChanged(path);
}

void ImportForm::readColumns(const QString& path) {
    struct Head {
        QStringList names, examples;
    };
    tables_.run(
        this,
        [path = path.toStdString()] {
            Head head;
            const auto table = openTable(path);
            for (const std::string& name : table->columns()) head.names << QString::fromStdString(name);
            std::vector<Json> cells;
            if (table->next(cells))
                for (const Json& cell : cells)
                    head.examples << (cell.is_null()     ? QString()
                                      : cell.is_string() ? QString::fromStdString(cell.get<std::string>())
                                                         : QString::fromStdString(cell.dump()))
                                         .left(kLongestExample);
            return head;
        },
        [this](const Head& head) { showColumns(head.names, head.examples); },
        [this](const Failed& failure) {
            problem_->setText(errorDetail(failure));
            problem_->show();
        });
}

void ImportForm::showColumns(const QStringList& names, const QStringList& examples) {
    columns_->setRowCount(0);
    columns_->setRowCount(static_cast<int>(names.size()));
    for (int row = 0; row < names.size(); ++row) {
        const auto cell = [&](int column, const QString& text) {
            auto* item = new QTableWidgetItem(text);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            columns_->setItem(row, column, item);
        };
        cell(kName, names.at(row));
        cell(kExample, examples.value(row));
        auto* meaning = new QComboBox(columns_);
        meaning->setObjectName(QStringLiteral("columnMeaning_") + names.at(row));
        meaning->setAccessibleName(tr("Meaning"));
        meaning->addItems({tr("By column name"), tr("Picture"), tr("Caption")});
        auto* source = new QLineEdit(QString::fromStdString(sourceNameOfColumn(names.at(row).toStdString())), columns_);
        source->setObjectName(QStringLiteral("columnSource_") + names.at(row));
        source->setAccessibleName(tr("Caption source"));
        source->setEnabled(false);
        connect(meaning, &QComboBox::currentIndexChanged, source,
                [source](int chosen) { source->setEnabled(chosen == kCaption); });
        columns_->setCellWidget(row, kMeaning, meaning);
        columns_->setCellWidget(row, kSource, source);
    }
    columns_->setVisible(!names.isEmpty());
    columnsLabel_->setVisible(!names.isEmpty());
}

QString ImportForm::path() const {
    return path_->text().trimmed();
}

ImportRequest ImportForm::request() const {
    ImportRequest request;
    request.path = path().toStdString();
    request.kind = kind_->currentData().toString().toStdString();
    request.source = source_->text().trimmed().toStdString();
    request.images = pictures_->text().trimmed().toStdString();
    for (int row = 0; row < columns_->rowCount(); ++row) {
        const int meaning = qobject_cast<QComboBox*>(columns_->cellWidget(row, kMeaning))->currentIndex();
        if (meaning == kByName) continue;
        const QString source = meaning == kPicture
                                   ? QStringLiteral("image")
                                   : qobject_cast<QLineEdit*>(columns_->cellWidget(row, kSource))->text().trimmed();
        request.columns.push_back((source + QLatin1Char('=') + columns_->item(row, kName)->text()).toStdString());
    }
    return request;
}

void ImportForm::rememberFolder() {
    const QFileInfo path(this->path());
    shell_.settings().setValue(kFolderKey, path.isDir() ? path.absoluteFilePath() : path.absolutePath());
}

}  // namespace recap::gui
