// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/scrolling_test.h"

#include "data/statement_observer.h"
#include "gui/dataset/dataset_window.h"
#include "gui/dataset/export_dialog.h"
#include "gui/dataset/import_dialog.h"
#include "gui/jobs/job_service.h"
#include "gui/window/main_window.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSet>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <ctime>

namespace recap::gui {

using testing::Window;

namespace {

constexpr int kImages = 100'000;
constexpr int kStops = 600;

// Processor time of this thread: what the event loop needed, whoever else uses the machine.
double threadMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

int coloursIn(const QImage& image) {
    QSet<QRgb> seen;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) seen.insert(image.pixel(x, y));
    return static_cast<int>(seen.size());
}

// The longest turns of the event loop.
struct Turns {
    double longest_ms = 0, longest_cpu = 0;
    template <class Step>
    void take(Step step) {
        QElapsedTimer clock;
        clock.start();
        const double cpu = threadMs();
        step();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        longest_ms = std::max(longest_ms, static_cast<double>(clock.nsecsElapsed()) / 1e6);
        longest_cpu = std::max(longest_cpu, threadMs() - cpu);
    }
    void scroll(QScrollBar* bar) {
        *this = {};
        for (int i = 0; i <= kStops; ++i)
            take([&] { bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * i / kStops)); });
    }
};

std::atomic<int> stepsOnGuiThread = 0;
void countSteps() {
    if (QThread::currentThread() == qApp->thread()) ++stepsOnGuiThread;
}

// A project of so many files of real photographs' size, each of which has to be decoded: links to a few pictures.
std::shared_ptr<recap::Project> photographs(const recap::testing::TempDir& dir, int count) {
    constexpr int kDifferent = 24;
    for (int i = 0; i < kDifferent; ++i) {
        QImage picture(800, 600, QImage::Format_RGB32);
        for (int y = 0; y < 600; ++y)
            for (int x = 0; x < 800; ++x) picture.setPixel(x, y, qRgb(x * (i + 1) % 256, y % 256, (x ^ y) % 256));
        picture.save(QString::fromStdString((dir / (std::to_string(i) + ".jpg")).string()), "JPG", 85);
    }
    auto project = recap::Project::create(dir / "photographs.recap");
    recap::Transaction transaction(project->database());
    for (int i = 0; i < count; ++i) {
        const auto path = dir / ("photo_" + std::to_string(i) + ".jpg");
        std::filesystem::create_hard_link(dir / (std::to_string(i % kDifferent) + ".jpg"), path);
        const std::string hash = std::to_string(i);
        const auto id = project->images()
                            .add({.path = path.string(),
                                  .sha256 = hash + std::string(64 - hash.size(), 'a'),
                                  .width = 800,
                                  .height = 600})
                            .id;
        project->captions().addVersion({.image = id, .source = "alttext", .text = "photograph " + hash});
    }
    transaction.commit();
    return project;
}

}  // namespace

void ScrollingTest::a_hundred_thousand_images_scroll_without_work_on_the_gui_thread() {
    Window w(8);
    std::atomic<int> onGuiThread = 0, blocks = 0;
    auto& grid = w.presenter().selection().grid();
    grid.setLoader([&, folder = w.data.dir.path().string()](const std::vector<recap::ImageId>& ids) {
        onGuiThread += QThread::currentThread() == qApp->thread();
        ++blocks;
        QList<GridItem> items;
        for (const recap::ImageId id : ids) {
            GridItem item;
            item.path = QString::fromStdString(folder + "/thing" + std::to_string(id.value % 8) + ".png");
            item.status = QStringLiteral("new");
            item.caption = QStringLiteral("caption %1").arg(id.value);
            items << item;
        }
        return items;
    });
    std::vector<recap::ImageId> ids;
    for (int i = 1; i <= kImages; ++i) ids.push_back(recap::ImageId{i});
    Turns turns;
    turns.take([&] { grid.setIds(std::move(ids)); });
    auto* bar = w.grid()->verticalScrollBar();
    for (int i = 0; i < 200 && bar->maximum() < 1'000'000; ++i) turns.take([] {});
    qInfo("100,000 images laid out: longest turn of the event loop %.1f ms, %.1f ms of it computing", turns.longest_ms,
          turns.longest_cpu);
    turns.scroll(bar);
    QCOMPARE(bar->value(), bar->maximum());
    qInfo("scrolled end to end in %d stops: longest turn %.1f ms, %.1f ms of it computing", kStops, turns.longest_ms,
          turns.longest_cpu);
    QTRY_COMPARE(grid.index(kImages - 1).data(ImageGridModel::kCaptionRole).toString(),
                 QStringLiteral("caption %1").arg(kImages));
    QCOMPARE(onGuiThread.load(), 0);
    QVERIFY(blocks.load() > 0);
}

void ScrollingTest::photographs_are_read_and_decoded_beside_the_gui_thread() {
    constexpr int kPhotographs = 10'000;
    Window w(0);
    const auto project = photographs(w.data.dir, kPhotographs);
    w.workspace->setProject(project);
    QTRY_COMPARE(w.presenter().selection().count(), kPhotographs);
    Window::settle();
    auto* bar = w.grid()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 10'000);
    stepsOnGuiThread = 0;
    recap::observeStatements(&countSteps);
    Turns turns;
    turns.scroll(bar);
    recap::observeStatements(nullptr);
    qInfo("10,000 photographs scrolled in %d stops: longest turn %.1f ms, %.1f ms of it computing", kStops,
          turns.longest_ms, turns.longest_cpu);
    QCOMPARE(stepsOnGuiThread.load(), 0);
    QCOMPARE(bar->value(), bar->maximum());
    QTRY_COMPARE(w.presenter().selection().grid().index(kPhotographs - 1).data(ImageGridModel::kCaptionRole).toString(),
                 QStringLiteral("photograph %1").arg(kPhotographs - 1));
    // The last row's picture came, too: its corner is no longer the colour of an empty cell.
    const auto cell = w.grid()->visualRect(w.presenter().selection().grid().index(kPhotographs - 1));
    QTRY_VERIFY(coloursIn(w.grid()->viewport()->grab(cell).toImage()) > 200);
    recap::gui::waitForBackground();
}

void ClickThroughTest::from_import_to_export_by_keys_alone() {
    const recap::testing::TempDir dir;
    for (int i = 0; i < 6; ++i) {
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(QColor::fromHsv(i * 50, 200, 220));
        const auto stem = (dir / "pictures" / ("p" + std::to_string(i))).string();
        std::filesystem::create_directories(dir / "pictures");
        QVERIFY(picture.save(QString::fromStdString(stem + ".png")));
        recap::testing::writeBytes(stem + ".txt", i == 5 ? "a cat" : "a dog number " + std::to_string(i));
    }
    const auto path = dir / "p.recap";
    recap::Project::create(path);
    Shell shell(std::make_unique<QSettings>(QString::fromStdString((dir / "s.ini").string()), QSettings::IniFormat),
                std::make_unique<testing::ScriptedPrompter>());
    auto* workspace = new DatasetWorkspace(shell);
    MainWindow window(shell, {workspace});
    window.resize(1440, 900);
    window.show();
    window.activateWindow();
    window.openProject(QString::fromStdString(path.string()));
    QTRY_VERIFY(workspace->presenter().project() != nullptr);
    QCOMPARE(window.currentPage(), QStringLiteral("dataset"));
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        Window::settle();
        QWidget* target = window.focusWidget();
        QTest::keyClick(target != nullptr ? target : workspace, key, modifiers);
        Window::settle();
    };

    press(Qt::Key_I, Qt::ControlModifier);
    auto* import = window.findChild<ImportDialog*>();
    QVERIFY(import != nullptr);
    QVERIFY(import->focusWidget() != nullptr);
    QTest::keyClicks(import->focusWidget(), QString::fromStdString((dir / "pictures").string()));
    QTest::keyClick(import->focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(workspace->presenter().selection().count(), 6);
    QTRY_VERIFY(workspace->presenter().review().caption() != nullptr);
    // The first images bring the keyboard to the grid, where the keys of the review act.
    QTRY_COMPARE(window.focusWidget()->objectName(), QStringLiteral("grid"));

    window.activateWindow();
    press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(window.focusWidget()->objectName(), QStringLiteral("query"));
    QTest::keyClicks(window.focusWidget(), QStringLiteral("dog"));
    QTRY_COMPARE(workspace->presenter().selection().count(), 5);
    window.activateWindow();
    press(Qt::Key_Return);
    QTRY_COMPARE(window.focusWidget()->objectName(), QStringLiteral("grid"));

    press(Qt::Key_A);
    press(Qt::Key_E);
    auto* editor = qobject_cast<QPlainTextEdit*>(window.focusWidget());
    QVERIFY(editor != nullptr);
    QTest::keyClicks(editor, QStringLiteral(" on grass"));
    press(Qt::Key_Return, Qt::ControlModifier);
    press(Qt::Key_R);
    press(Qt::Key_Space);
    press(Qt::Key_F);
    const auto project = recap::Project::open(path);
    const auto images = project->images().list();
    const auto status = [&](std::size_t i) { return project->captions().current(images[i].id, "alttext")->status; };
    QTRY_COMPARE(status(4), recap::CaptionStatus::Flagged);
    QCOMPARE(status(0), recap::CaptionStatus::Accepted);
    QCOMPARE(status(1), recap::CaptionStatus::Edited);
    QCOMPARE(status(2), recap::CaptionStatus::Rejected);
    QCOMPARE(status(3), recap::CaptionStatus::New);

    press(Qt::Key_E, Qt::ControlModifier);
    auto* dialog = window.findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    // Down to the layout with texts beside the pictures, then through the fields with Tab.
    QCOMPARE(dialog->focusWidget()->objectName(), QStringLiteral("exportLayout"));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Down);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Down);
    const auto tabTo = [&](const QString& name) {
        for (int i = 0; i < 30 && dialog->focusWidget()->objectName() != name; ++i)
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
        return dialog->focusWidget()->objectName() == name;
    };
    QVERIFY(tabTo(QStringLiteral("exportAccepted")));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
    QVERIFY(tabTo(QStringLiteral("exportFolder")));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(dialog->focusWidget(), QString::fromStdString((dir / "out").string()));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(std::filesystem::exists(dir / "out"));
    const auto caption = [&](const char* file) {
        return QString::fromStdString(recap::testing::readBytes(dir / "out" / file)).trimmed();
    };
    QCOMPARE(caption("p0.txt"), QStringLiteral("a dog number 0"));
    QCOMPARE(caption("p1.txt"), QStringLiteral("a dog number 1 on grass"));
    for (const char* left : {"p2.txt", "p3.txt", "p4.txt", "p5.txt"})
        QVERIFY2(!std::filesystem::exists(dir / "out" / left), left);
    QTRY_VERIFY(shell.jobs().jobs().isEmpty());
    Window::settle();
}

}  // namespace recap::gui
