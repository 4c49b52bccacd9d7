// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/fake_study.h"

#include <QDir>
#include <QImage>
#include <QPainter>

#include <cmath>

namespace recap::testing {

namespace {

constexpr int kSide = 48;
const char* const kPrompts[] = {"two apples in the blue sky",
                                "a flower to the left of a balloon",
                                "three zebras on yellow sand",
                                "a car above a mushroom on green grass",
                                "an orange",
                                "a penguin to the right of a fish in the snow"};

struct Arm {
    const char* name;
    RunKind kind;
    const char* source;
    double floor;    // where its loss ends
    double quality;  // 0..1: how right its pictures are
};

constexpr Arm kArms[] = {{"Baseline", RunKind::Samples, "", 0, 0.1},
                         {"Alttext", RunKind::Diffusion, "alttext", 0.078, 0.3},
                         {"RECAP Short", RunKind::Diffusion, "recap_short", 0.068, 0.7},
                         {"RECAP Mix", RunKind::Diffusion, "mix", 0.062, 0.95}};

// A recognisable scene: ground by prompt, as many discs as the model "understood", sharper with more training.
QImage scene(int prompt, double quality, double training, int seed) {
    static const QRgb grounds[] = {0xff6ba4e8, 0xff79b8f2, 0xffe3c66d, 0xff5cab4d, 0xff8fc3ee, 0xffe6edf5};
    static const QRgb things[] = {0xffd8342c, 0xffe05fae, 0xff3a3a3a, 0xff2f6bff, 0xfff08a1d, 0xff20262e};
    QImage image(kSide, kSide, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient ground(0, 0, 0, kSide);
    ground.setColorAt(0, QColor::fromRgb(grounds[prompt]).darker(105));
    ground.setColorAt(1, QColor::fromRgb(grounds[prompt]).lighter(115));
    painter.fillRect(image.rect(), ground);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const int wanted = prompt % 3 + 1;
    const int drawn = quality * training > 0.5 ? wanted : (wanted + 1) % 3 + 1;
    for (int i = 0; i < drawn; ++i) {
        QColor color = QColor::fromRgb(things[(prompt + i * (quality > 0.5 ? 0 : 2)) % 6]);
        color.setAlphaF(static_cast<float>(0.35 + 0.65 * training));
        painter.setBrush(color);
        const double x = 10 + i * 14 + (seed * 7 + prompt * 3) % 6;
        painter.drawEllipse(QPointF(x, 18 + (i * 9 + prompt * 4) % 16), 7.5, 8.5);
    }
    return image;
}

void addPictures(Project& project, RunId run, const Arm& arm, const std::vector<qint64>& steps) {
    std::vector<SampleRecord> samples;
    const auto folder = project.runDirectory(run) / "samples";
    std::filesystem::create_directories(folder);
    for (const auto step : steps)
        for (int p = 0; p < static_cast<int>(std::size(kPrompts)); ++p) {
            const auto file = folder / (std::to_string(step) + "_" + std::to_string(p) + ".png");
            const double training =
                steps.size() == 1 ? 1 : 0.2 + 0.8 * static_cast<double>(step) / static_cast<double>(steps.back());
            scene(p, arm.quality, training, 42).save(QString::fromStdString(file.string()));
            SampleRecord sample;
            sample.run = run;
            sample.step = step;
            sample.prompt_index = p;
            sample.prompt = kPrompts[p];
            sample.seed = 42;
            sample.path = project.relative(file);
            sample.settings = {{"scheduler", "ddim"}, {"steps", 25}, {"guidance", 3.0}};
            samples.push_back(std::move(sample));
        }
    project.samples().addMany(samples);
}

void addCurves(Project& project, RunId run, const Arm& arm, int points, std::int64_t steps) {
    std::vector<std::pair<std::int64_t, ScalarValues>> rows;
    for (int i = 0; i < points; ++i) {
        const std::int64_t step = 1 + i * steps / points;
        const double t = static_cast<double>(step) / static_cast<double>(steps);
        // Deterministic "noise".
        const double wobble = 0.012 * std::sin(i * 12.9898) * std::cos(i * 4.1414);
        rows.push_back({step,
                        {{"loss", arm.floor + 0.16 * std::exp(-6 * t) + wobble},
                         {"lr", 1e-4 * 0.5 * (1 + std::cos(3.14159 * t))},
                         {"grad_norm", 0.41 + 4 * wobble},
                         {"images_per_second", 31.4 + 40 * wobble}}});
        if (i % 20 == 0) rows.back().second.push_back({"validation_loss", arm.floor + 0.005 + 0.16 * std::exp(-6 * t)});
    }
    project.runs().addScalars(run, rows);
}

void addNumbers(Project& project, RunId run, double quality, bool real) {
    struct Number {
        const char* name;
        double worst, best, half;
    };
    constexpr Number numbers[] = {{"fid", 61.8, 17.1, 1.4}, {"soa_c", 70.2, 84.9, 1.8}, {"soa_i", 73.5, 86.1, 1.7},
                                  {"ca", 1.44, 0.62, 0.05}, {"pa", 6.3, 20.4, 3.0},     {"rp", 40.1, 71.2, 2.1}};
    constexpr double kReal[] = {4.5, 99.1, 99.8, 0.07, 99.3, 99.0};
    std::vector<MetricRecord> records;
    for (std::size_t i = 0; i < std::size(numbers); ++i) {
        const auto& n = numbers[i];
        MetricRecord record;
        record.run = run;
        record.name = n.name;
        record.value = real ? kReal[i] : n.worst + (n.best - n.worst) * quality;
        const double half = real ? 0.3 * n.half : n.half;
        record.low = record.value - half;
        record.high = record.value + half;
        record.n = 320;
        record.judge = "demo judge";
        record.card = {{"metric", n.name},
                       {"judge", "demo judge"},
                       {"judge_hash", "3f9a2c51d07e44b8a6c19e5d20f7b3c4"},
                       {"images", 320},
                       {"prompts", 320},
                       {"guidance", real ? 0.0 : 3.0},
                       {"steps", real ? 0 : 25},
                       {"scheduler", real ? "" : "ddim"},
                       {"resize", "none"}};
        records.push_back(std::move(record));
    }
    project.metrics().addMany(records);
}

RunRecord describeRun(const Arm& arm) {
    RunRecord run;
    run.name = arm.name;
    run.kind = arm.kind;
    run.steps = run.kind == RunKind::Diffusion ? 2000 : 0;
    run.seed = 42;
    if (run.kind == RunKind::Diffusion)
        run.config = {{"model", "/models/demo"},
                      {"train_parts", "both"},
                      {"caption_source", arm.source},
                      {"max_steps", 2000},
                      {"batch_size", 24},
                      {"learning_rate", 1e-4},
                      {"seed", 42},
                      {"resolution", 32},
                      {"code", "not an option"}};
    return run;
}

}  // namespace

FakeStudy makeFakeStudy(const std::filesystem::path& folder, int points) {
    FakeStudy study;
    study.project = Project::create(folder);
    auto& project = *study.project;
    study.prompts.assign(std::begin(kPrompts), std::end(kPrompts));
    for (const auto& arm : kArms) {
        const auto run = project.runs().create(describeRun(arm));
        study.runs[arm.name] = run.id;
        project.runs().setState(run.id, RunState::Running);
        if (run.kind == RunKind::Diffusion) {
            addCurves(project, run.id, arm, points, run.steps);
            addPictures(project, run.id, arm, {0, 500, 1000, 1500, 2000});
            project.runs().setProgress(run.id, run.steps, run.steps);
            const auto checkpoint = project.runDirectory(run.id) / "checkpoint_2000";
            std::filesystem::create_directories(checkpoint);
            CheckpointRecord record;
            record.run = run.id;
            record.step = 2000;
            record.path = project.relative(checkpoint);
            project.checkpoints().add(record);
        } else {
            addPictures(project, run.id, arm, {0});
        }
        addNumbers(project, run.id, arm.quality, false);
        project.runs().setState(run.id, RunState::Done);
    }
    RunRecord captioner;
    captioner.name = "Captioner v2";
    captioner.kind = RunKind::Captioner;
    captioner.config = {{"style", "both"}, {"max_steps", 400}, {"learning_rate", 5e-5}};
    captioner.steps = 400;
    const auto cut = project.runs().create(captioner);
    project.runs().setState(cut.id, RunState::Running);
    project.runs().setProgress(cut.id, 310, 400);
    project.runs().setState(cut.id, RunState::Interrupted, message("The program ended before the run did."));
    study.runs[captioner.name] = cut.id;

    RunRecord real;
    real.name = "Real images";
    real.kind = RunKind::Samples;
    real.config = {{"model", "real"}};
    const auto judged = project.runs().create(real);
    addNumbers(project, judged.id, 1, true);
    project.runs().setState(judged.id, RunState::Done);
    study.runs[real.name] = judged.id;
    return study;
}

TestShell::TestShell(const TempDir& dir) {
    auto own = std::make_unique<AnsweringPrompter>();
    prompter = own.get();
    const QString file = QString::fromStdString((dir.path() / "settings.ini").string());
    shell = std::make_unique<gui::Shell>(std::make_unique<QSettings>(file, QSettings::IniFormat), std::move(own));
}

void settle(int rounds) {
    for (int i = 0; i < rounds; ++i) {
        QCoreApplication::processEvents();
        gui::waitForBackground();
        QTest::qWait(60);
    }
}

bool saveScreenshots(QWidget& widget, const QString& name, const QSize& size) {
    const QString folder = qEnvironmentVariable("RECAP_SCREENSHOTS", QDir::tempPath());
    QDir().mkpath(folder);
    bool good = true;
    for (const bool dark : {false, true}) {
        gui::Theme::current().setMode(dark ? gui::ThemeMode::Dark : gui::ThemeMode::Light);
        widget.resize(size);
        widget.show();
        settle(6);
        const QPixmap picture = widget.grab();
        const QString file =
            QStringLiteral("%1/%2-%3.png").arg(folder, name, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        if (picture.size() != size) qWarning() << name << "needs" << picture.size();
        good = good && picture.size() == size && picture.save(file);
        // An empty page would be of one colour.
        const QImage image = picture.toImage().scaled(64, 64);
        bool varied = false;
        for (int y = 0; y < image.height() && !varied; ++y)
            for (int x = 0; x < image.width() && !varied; ++x) varied = image.pixel(x, y) != image.pixel(0, 0);
        good = good && varied;
    }
    gui::Theme::current().setMode(gui::ThemeMode::Light);
    return good;
}

}  // namespace recap::testing
