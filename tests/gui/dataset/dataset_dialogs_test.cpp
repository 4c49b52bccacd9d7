// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_dialogs_test.h"

#include "data/parquet.h"
#include "gui/dataset/dataset_window.h"
#include "gui/dataset/export_dialog.h"
#include "gui/dataset/histogram_card.h"
#include "gui/dataset/import_dialog.h"
#include "gui/dataset/import_report_dialog.h"
#include "gui/import/import_action.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/captioning/recaption_parts.h"
#include "workflow/dataset/clip_score_job.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTextDocumentFragment>

namespace recap::gui {

using testing::Window;

namespace {

void writePicture(const std::filesystem::path& path, Qt::GlobalColor color) {
    QImage picture(8, 8, QImage::Format_RGB32);
    picture.fill(color);
    std::filesystem::create_directories(path.parent_path());
    if (!picture.save(QString::fromStdString(path.string()))) qFatal("a picture could not be written");
}

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

template <class T>
T* part(QWidget* dialog, const char* name) {
    return dialog->findChild<T*>(QString::fromLatin1(name));
}

}  // namespace

void DatasetDialogsTest::import_takes_a_folder_and_reports_row_by_row() {
    Window w(0);
    recap::testing::writeBytes(w.data.dir / "in/blue.txt", "a caf\xE9 in blue");  // Windows-1252: a remark
    recap::testing::writeBytes(w.data.dir / "in/broken.png", "no picture");
    writePicture(w.data.dir / "in/blue.png", Qt::blue);
    QVERIFY(!w.find<QAction>("importReport")->isEnabled());
    QTest::mouseClick(w.find<QAbstractButton>("emptyImport"), Qt::LeftButton);
    auto* dialog = w.find<ImportDialog>("importDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto* start = part<QAbstractButton>(dialog, "importStart");
    QVERIFY(!start->isEnabled());
    w.prompter->answers = {text(w.data.dir / "in")};
    part<QAbstractButton>(dialog, "importFolder")->click();
    QCOMPARE(part<QLineEdit>(dialog, "importPath")->text(), text(w.data.dir / "in"));
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    start->click();
    QTRY_COMPARE(notes.size(), 1);
    QVERIFY(notes.first().at(1).toString().contains(QStringLiteral("broken.png")));
    // The window announces changes at a job's end; here the test does.
    w.shell->announceChange(ProjectChange::Images);
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    QVERIFY(!w.find<QWidget>("datasetEmpty")->isVisible());

    QVERIFY(w.find<QAction>("importReport")->isEnabled());
    w.find<QAction>("importReport")->trigger();
    auto* report = w.find<ImportReportDialog>("importReportDialog");
    QVERIFY(report != nullptr);
    auto* rows = part<QTableView>(report, "importReportRows");
    const QAbstractItemModelTester tester(rows->model());
    // It has no text beside it either, but that is no remark on a picture that was taken.
    QCOMPARE(rows->model()->rowCount(), 2);
    const auto cell = [&](int row, int column) { return rows->model()->index(row, column).data().toString(); };
    QVERIFY(cell(0, SkippedFilesModel::File).endsWith(QStringLiteral("blue.txt")));
    QCOMPARE(cell(0, SkippedFilesModel::Taken), QStringLiteral("imported"));
    QVERIFY(cell(1, SkippedFilesModel::File).endsWith(QStringLiteral("broken.png")));
    QCOMPARE(cell(1, SkippedFilesModel::Taken), QStringLiteral("not imported"));
    QCOMPARE(part<QLabel>(report, "importFindings")->text(),
             QStringLiteral("1 row(s) not imported, 1 remark(s) on imported rows"));
    QVERIFY(part<QLabel>(report, "importSummary")
                ->text()
                .contains(QStringLiteral("3 files were found: 2 imported, 1 not imported, 0 ignored")));
    part<QLineEdit>(report, "importReportSearch")->setText(QStringLiteral("nothing like it"));
    QCOMPARE(rows->model()->rowCount(), 0);
}

void DatasetDialogsTest::import_offers_the_columns_of_a_table_and_takes_the_chosen_ones() {
    Window w(0);
    writePicture(w.data.dir / "in/red.png", Qt::red);
    recap::testing::writeBytes(w.data.dir / "in/table.csv", "where,English words,other\nred.png,a red square,3\n");
    ImportDialog dialog(*w.shell, w.data.project);
    w.prompter->answers = {text(w.data.dir / "in/table.csv")};
    part<QAbstractButton>(&dialog, "importFile")->click();
    auto* table = part<QTableWidget>(&dialog, "importColumns");
    QTRY_COMPARE(table->rowCount(), 3);
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("English words"));
    QCOMPARE(table->item(1, 1)->text(), QStringLiteral("a red square"));
    part<QComboBox>(&dialog, "columnMeaning_where")->setCurrentIndex(1);
    part<QComboBox>(&dialog, "columnMeaning_English words")->setCurrentIndex(2);
    auto* name = part<QLineEdit>(&dialog, "columnSource_English words");
    QCOMPARE(name->text(), QStringLiteral("English_words"));
    name->setText(QStringLiteral("english"));
    const recap::ImportRequest request = dialog.request();
    QCOMPARE(request.columns, (std::vector<std::string>{"image=where", "english=English words"}));
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    part<QAbstractButton>(&dialog, "importStart")->click();
    QTRY_COMPARE(notes.size(), 1);
    const auto images = w.data.project->images().list();
    QCOMPARE(images.size(), std::size_t{1});
    QCOMPARE(w.data.project->captions().current(images[0].id, "english")->text, std::string("a red square"));
}

void DatasetDialogsTest::scoring_offers_the_demos_clip_in_the_demos_project() {
    Window w(0);
    writePicture(w.data.dir / "in/red.png", Qt::red);
    recap::testing::writeBytes(w.data.dir / "in/red.txt", "an apple");
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    startImport(*w.shell, w.data.project, {.path = w.data.dir / "in"});
    QTRY_COMPARE(notes.size(), 1);
    w.shell->announceChange(ProjectChange::Images);
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    auto* score = w.find<QAction>("scoreCaptions");
    score->trigger();  // elsewhere a folder is asked for; none is given
    QTRY_COMPARE(w.prompter->asked.size(), 1);
    QVERIFY(w.prompter->asked.last().startsWith(QStringLiteral("Folder of a CLIP")));
    w.data.project->settings().set(kDefaultClip, "demo");
    w.prompter->choice = 2;
    score->trigger();
    QTRY_COMPARE(w.prompter->asked.size(), 2);
    QCOMPARE(notes.size(), 1);
    w.prompter->choice = 0;
    score->trigger();
    QTRY_COMPARE(notes.size(), 2);
    QVERIFY2(notes.last().at(0).toString().startsWith(QStringLiteral("1 caption")),
             qPrintable(notes.last().at(0).toString()));
    QCOMPARE(w.data.project->images().count(recap::parseImageQuery("clip<=1")), std::int64_t{1});
}

void DatasetDialogsTest::results_of_recaptioning_shards_are_merged() {
    if (!recap::parquetAvailable()) QSKIP("without Parquet there are no result files");
    Window w;
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    auto* merge = w.find<QAction>("mergeShards");
    merge->trigger();  // there are no results in the project: a folder is asked for, and none is given
    QTRY_COMPARE(w.prompter->asked.size(), 1);
    const auto images = w.data.project->images().list();
    const recap::RecaptionSpecification specification{.facts = {{"author", "model@1"},
                                                                {"source", "recap_short"},
                                                                {"filter", ""},
                                                                {"project", recap::projectMark(*w.data.project)},
                                                                {"shards", 1}}};
    const auto folder = resultFolder(*w.data.project, specification);
    requireSpecification(folder, specification);
    recap::ResultRow row{
        .key = images.at(0).key, .source = "recap_short", .text = "a red apple on grass", .author = "model@1"};
    auto nobody = row;
    nobody.key = "0123456789abcdef";
    writePart(recap::partFile(folder, 0, 1, 0), {row, nobody});
    merge->trigger();
    QTRY_COMPARE(notes.size(), 1);
    const QString said = notes.last().at(0).toString();
    QVERIFY2(said.contains(QStringLiteral("1 caption(s) stored")), qPrintable(said));
    QVERIFY(notes.last().at(1).toString().contains(QStringLiteral("0123456789abcdef")));
    QCOMPARE(w.data.project->captions().current(images.at(0).id, "recap_short")->text,
             std::string("a red apple on grass"));
    QCOMPARE(w.prompter->asked.size(), 1);
}

void DatasetDialogsTest::import_of_a_file_that_is_no_table_says_so() {
    Window w(0);
    recap::testing::writeBytes(w.data.dir / "in/empty.csv", "");
    ImportDialog dialog(*w.shell, w.data.project);
    part<QLineEdit>(&dialog, "importPath")->setText(text(w.data.dir / "in/empty.csv"));
    auto* problem = part<QLabel>(&dialog, "importProblem");
    QTRY_VERIFY(problem->text().contains(QStringLiteral("empty")));
    part<QLineEdit>(&dialog, "importPath")->setText(text(w.data.dir / "in"));
    QVERIFY(problem->text().isEmpty());
}

void DatasetDialogsTest::export_offers_every_layout_and_writes_what_is_chosen() {
    Window w;
    w.presenter().query().setText(QStringLiteral("thing3"));
    QTRY_COMPARE(w.presenter().selection().count(), 1);
    w.press(Qt::Key_E, Qt::ControlModifier);
    auto* dialog = w.find<ExportDialog>("exportDialog");
    QVERIFY(dialog != nullptr);
    auto* layout = part<QComboBox>(dialog, "exportLayout");
    QStringList kinds;
    for (int i = 0; i < layout->count(); ++i) kinds << layout->itemData(i).toString();
    kinds.sort();
    QCOMPARE(kinds, (QStringList{QStringLiteral("coco"), QStringLiteral("csv"), QStringLiteral("imagefolder"),
                                 QStringLiteral("parquet"), QStringLiteral("sidecar"), QStringLiteral("webdataset")}));
    auto* sources = part<QListWidget>(dialog, "exportSources");
    QCOMPARE(sources->count(), 4);
    QCOMPARE(sources->item(0)->data(Qt::UserRole).toString(), QStringLiteral("recap_short"));
    QCOMPARE(sources->item(0)->checkState(), Qt::Checked);
    layout->setCurrentIndex(layout->findData(QStringLiteral("sidecar")));
    auto* fallback = part<QComboBox>(dialog, "exportFallback");
    fallback->setCurrentIndex(fallback->findData(QStringLiteral("alttext")));
    part<QCheckBox>(dialog, "exportAccepted")->setChecked(false);
    part<QLineEdit>(dialog, "exportFolder")->setText(text(w.data.dir / "out"));
    const recap::ExportRequest request = dialog->request();
    QCOMPARE(request.fallback, std::vector<std::string>{"alttext"});
    QCOMPARE(request.sources, std::vector<std::string>{"recap_short"});
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    part<QAbstractButton>(dialog, "exportStart")->click();
    QTRY_COMPARE(notes.size(), 1);
    QCOMPARE(QString::fromStdString(recap::testing::readBytes(w.data.dir / "out/thing3.txt")).trimmed(),
             QStringLiteral("a photo of thing3"));
    QVERIFY(std::filesystem::exists(w.data.dir / "out/thing3.png"));
    QVERIFY(!std::filesystem::exists(w.data.dir / "out/thing1.png"));
}

void DatasetDialogsTest::export_asks_for_at_least_one_source_and_a_folder() {
    Window w;
    ExportDialog dialog(*w.shell, w.data.project,
                        {{QStringLiteral("alttext"), QStringLiteral("recap_short")}, QStringLiteral("alttext"), {}});
    auto* start = part<QAbstractButton>(&dialog, "exportStart");
    QVERIFY(start->isEnabled());
    auto* sources = part<QListWidget>(&dialog, "exportSources");
    sources->item(0)->setCheckState(Qt::Unchecked);
    QVERIFY(!start->isEnabled());
    sources->item(0)->setCheckState(Qt::Checked);
    sources->item(1)->setCheckState(Qt::Checked);
    sources->setCurrentRow(1);
    part<QAbstractButton>(&dialog, "exportUp")->click();
    QCOMPARE(dialog.request().sources, (std::vector<std::string>{"recap_short", "alttext"}));
    part<QLineEdit>(&dialog, "exportFolder")->clear();
    QVERIFY(!start->isEnabled());
}

void ReportPageTest::numbers_lead_to_the_images_behind_them() {
    Window w;
    std::string text;
    for (int i = 0; i < 90; ++i) text += "dog ";
    w.data.project->captions().addVersion({.image = w.data.images[4], .source = "recap_short", .text = text});
    w.press(Qt::Key_R, Qt::ControlModifier);
    auto* page = w.find<QWidget>("reportPage");
    QVERIFY(page->isVisible());
    QWidget* card = nullptr;
    QTRY_VERIFY((card = page->findChild<QWidget*>(QStringLiteral("report_recap_short"))) != nullptr);
    auto* over = card->findChild<QAbstractButton*>(QStringLiteral("figure_over"));
    QVERIFY(over != nullptr);
    QCOMPARE(over->text(), QStringLiteral("1"));
    over->click();
    QVERIFY(!page->isVisible());
    QCOMPARE(w.presenter().query().text(), QStringLiteral("source:recap_short tokens>75"));
    QTRY_COMPARE(w.presenter().selection().count(), 1);

    // Within a filter the numbers stay within it.
    w.presenter().query().setText(QStringLiteral("has:human"));
    QTRY_COMPARE(w.presenter().selection().count(), 4);
    w.press(Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(w.find<QLabel>("reportTitle")->text().contains(QStringLiteral("has:human")));
    QTRY_VERIFY((card = page->findChild<QWidget*>(QStringLiteral("report_human"))) != nullptr);
    card->findChild<QAbstractButton*>(QStringLiteral("figure_captions"))->click();
    QTRY_COMPARE(w.presenter().query().text(), QStringLiteral("(has:human) (source:human)"));
    QTRY_COMPARE(w.presenter().selection().count(), 4);
}

void ReportPageTest::every_fault_leads_to_its_images() {
    Window w;
    const auto write = [&](std::size_t image, const char* text) {
        w.data.project->captions().addVersion({.image = w.data.images[image], .source = "alttext", .text = text});
    };
    write(0, "Thing 0");
    for (const std::size_t i : {1, 2, 3}) write(i, "a \"stock\" photo");
    write(4, "more than a \"stock\" photo");
    write(5, "Ein schwarzer Hund läuft mit einem Stock im Maul durch den Schnee.");
    recap::testing::writeBytes(w.data.dir / "thing6.png", "broken");
    std::filesystem::remove(w.data.dir / "thing7.png");
    w.press(Qt::Key_R, Qt::ControlModifier);
    auto* page = w.find<QWidget>("reportPage");
    QTRY_VERIFY(page->findChild<QWidget*>(QStringLiteral("report_alttext")) != nullptr);
    const auto count = [&](const QString& query) {
        return w.data.project->images().count(recap::parseImageQuery(query.toStdString()));
    };
    const auto figure = [&](QWidget* in, const char* name, std::int64_t wanted) {
        auto* button = in->findChild<QAbstractButton*>(QString::fromLatin1(name));
        QVERIFY2(button != nullptr, name);
        QCOMPARE(button->text(), QString::number(wanted));
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        button->click();
        QCOMPARE(count(w.presenter().query().text()), wanted);
    };
    auto* card = page->findChild<QWidget*>(QStringLiteral("report_alttext"));
    figure(page, "figure_missing", 1);
    figure(page, "figure_unreadable", 1);
    figure(card, "figure_names", 1);
    figure(card, "figure_repeated", 3);

    const QRegularExpression link(QStringLiteral("<a href=\"([^\"]*)\">[^<]*\\((\\d+)\\)</a>"));
    for (const char* name : {"reportLanguages", "reportTexts"}) {
        const QString text = card->findChild<QLabel*>(QString::fromLatin1(name))->text();
        auto matches = link.globalMatch(text);
        QVERIFY2(matches.hasNext(), qPrintable(text));
        while (matches.hasNext()) {
            const auto match = matches.next();
            const QString query = QTextDocumentFragment::fromHtml(match.captured(1)).toPlainText();
            QVERIFY2(count(query) == match.captured(2).toInt(), qPrintable(query));
        }
    }
    // By keyboard: Tab goes from link to link, Return follows it.
    w.presenter().query().setText({});
    w.press(Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(w.find<QLabel>("reportTitle")->text(), QStringLiteral("Report on the data set"));
    Window::settle();
    auto* broken = page->findChild<QLabel*>(QStringLiteral("reportBroken"));
    broken->setFocus(Qt::TabFocusReason);
    QTest::keyClick(broken, Qt::Key_Tab);
    QTest::keyClick(broken, Qt::Key_Return);
    QVERIFY(!page->isVisible());
    QCOMPARE(w.data.project->images().ids(recap::parseImageQuery(w.presenter().query().text().toStdString())),
             std::vector{w.data.images[6]});
}

void ReportPageTest::lengths_beyond_the_limit_are_counted_apart() {
    std::vector<std::int64_t> histogram(101, 0);
    histogram[3] = 5;
    histogram[75] = 2;
    histogram[76] = 1;
    histogram[100] = 4;
    const auto bins = binned(histogram, 75, 12);
    QCOMPARE(bins.size(), 12);  // nine wide: 0..8, ... 99..107
    std::int64_t within = 0, beyond = 0;
    for (const HistogramBin& bin : bins) {
        within += bin.within;
        beyond += bin.beyond;
    }
    QCOMPARE(within, std::int64_t{7});
    QCOMPARE(beyond, std::int64_t{5});
    QCOMPARE(bins.at(8).from, 72);
    QCOMPARE(bins.at(8).within, std::int64_t{2});
    QCOMPARE(bins.at(8).beyond, std::int64_t{1});
    QVERIFY(binned({0, 0, 0}, 75, 12).isEmpty());
}

void ReportPageTest::the_report_is_saved_as_page_and_table() {
    Window w;
    w.press(Qt::Key_R, Qt::ControlModifier);
    auto* html = w.find<QAbstractButton>("reportHtml");
    QTRY_VERIFY(html->isEnabled());
    QSignalSpy notes(w.shell.get(), &Shell::noteRaised);
    w.prompter->answers = {text(w.data.dir / "report.html"), text(w.data.dir / "captions.csv")};
    html->click();
    QTRY_COMPARE(notes.size(), 1);
    w.find<QAbstractButton>("reportCsv")->click();
    QTRY_COMPARE(notes.size(), 2);
    QVERIFY(recap::testing::readBytes(w.data.dir / "report.html").find("recap_short") != std::string::npos);
    QVERIFY(recap::testing::readBytes(w.data.dir / "captions.csv").find("a photo of thing7") != std::string::npos);
    w.find<QAbstractButton>("reportBack")->click();
    QVERIFY(w.grid()->hasFocus());
}

void TrainerPaneTest::shows_crop_captions_and_why_an_image_is_not_used() {
    Window w;
    w.press(Qt::Key_T);
    auto* pane = w.find<QWidget>("trainerPane");
    QVERIFY(pane->isVisible());
    auto* configuration = w.find<QComboBox>("trainerConfiguration");
    QTRY_VERIFY(configuration->count() == 5);  // RECAP mix and the four sources
    QTRY_VERIFY(w.find<QLabel>("trainerCaptions")->text().contains(QStringLiteral("a photo of thing0")));
    const QString captions = w.find<QLabel>("trainerCaptions")->text();
    QVERIFY(captions.contains(QStringLiteral("45 %")));  // half of the nine tenths that are not dropped
    QVERIFY(captions.contains(QStringLiteral("on a plain ground")));
    QVERIFY(captions.contains(QStringLiteral("10 %")));
    const QString crop = w.find<QLabel>("trainerCrop")->text();
    QVERIFY2(crop.contains(QStringLiteral("512 × 512 pixels from 24 × 24")), qPrintable(crop));
    QCOMPARE(w.workspace->trainer().sight().crop.size(), QSize(512, 512));
    QVERIFY(w.find<QLabel>("trainerVisits")->text().contains(QStringLiteral("step")));
    QVERIFY(!w.find<QLabel>("trainerRefusals")->isVisible());

    // The second image has no human caption.
    int human = -1;
    for (int i = 0; i < configuration->count(); ++i)
        if (configuration->itemText(i).endsWith(QStringLiteral("Human"))) human = i;
    QVERIFY(human >= 0);
    w.workspace->trainer().setConfiguration(human);
    w.press(Qt::Key_Space);
    QTRY_VERIFY(w.find<QLabel>("trainerRefusals")->isVisible());
    QCOMPARE(w.find<QLabel>("trainerRefusals")->text(),
             QStringLiteral("This image is not used because it has no caption in Human."));
    w.press(Qt::Key_T);
    QVERIFY(!pane->isVisible());
}

}  // namespace recap::gui
