// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/shapes_internal.h"

#include <array>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace recap::demo {
namespace {

using Points = std::vector<cv::Point>;

cv::Scalar colour(int r, int g, int b) {
    return {static_cast<double>(b), static_cast<double>(g), static_cast<double>(r), 255.0};
}

void disc(cv::Mat& m, cv::Point at, cv::Size radii, cv::Scalar c, double angle = 0) {
    cv::ellipse(m, at, radii, angle, 0, 360, c, cv::FILLED, cv::LINE_8);
}

void polygon(cv::Mat& m, const Points& points, cv::Scalar c) {
    cv::fillPoly(m, std::vector<Points>{points}, c, cv::LINE_8);
}

void apple(cv::Mat& m, int look) {
    const auto skin = look == 0 ? colour(200, 30, 35) : colour(150, 190, 40);
    disc(m, {100, 145}, {70, 85}, skin);
    disc(m, {156, 145}, {70, 85}, skin);
    cv::line(m, {128, 80}, {140, 25}, colour(90, 60, 30), 12);
    disc(m, {172, 45}, {34, 14}, colour(60, 140, 50), -25);
}

void banana(cv::Mat& m, int look) {
    const auto skin = look == 0 ? colour(245, 215, 60) : colour(235, 195, 30);
    cv::ellipse(m, {128, 30}, {105, 150}, 0, 15, 165, skin, 52, cv::LINE_8);
    disc(m, {24, 72}, {14, 14}, colour(110, 80, 30));
    disc(m, {232, 72}, {14, 14}, colour(110, 80, 30));
}

void orange(cv::Mat& m, int look) {
    disc(m, {128, 138}, {105, 100}, look == 0 ? colour(245, 140, 20) : colour(235, 115, 15));
    disc(m, {95, 105}, {24, 18}, colour(255, 185, 90));
    disc(m, {150, 38}, {36, 14}, colour(60, 130, 50), -20);
}

void penguin(cv::Mat& m, int look) {
    const auto coat = look == 0 ? colour(25, 28, 38) : colour(60, 66, 84);
    disc(m, {128, 150}, {72, 98}, coat);
    disc(m, {128, 62}, {48, 50}, coat);
    disc(m, {128, 165}, {46, 74}, colour(245, 245, 245));
    polygon(m, {{112, 70}, {144, 70}, {128, 98}}, colour(245, 170, 40));
    disc(m, {92, 246}, {34, 10}, colour(245, 170, 40));
    disc(m, {164, 246}, {34, 10}, colour(245, 170, 40));
}

void fish(cv::Mat& m, int look) {
    const auto scales = look == 0 ? colour(30, 110, 190) : colour(240, 120, 40);
    disc(m, {112, 128}, {96, 62}, scales);
    polygon(m, {{188, 128}, {250, 66}, {250, 190}}, scales);
    disc(m, {60, 110}, {12, 12}, colour(250, 250, 250));
    cv::line(m, {120, 70}, {120, 186}, colour(250, 250, 250), 16);
}

void flower(cv::Mat& m, int look) {
    const auto petal = look == 0 ? colour(225, 60, 150) : colour(250, 120, 190);
    for (const auto& [x, y] :
         std::array<std::pair<int, int>, 5>{{{128, 62}, {194, 110}, {170, 190}, {86, 190}, {62, 110}}})
        disc(m, {x, y}, {52, 52}, petal);
    disc(m, {128, 132}, {38, 38}, colour(250, 220, 80));
}

void car(cv::Mat& m, int look) {
    const auto paint = look == 0 ? colour(120, 125, 140) : colour(170, 40, 60);
    polygon(m, {{60, 120}, {95, 70}, {175, 70}, {210, 120}}, colour(160, 200, 225));
    cv::rectangle(m, cv::Rect(14, 112, 228, 66), paint, cv::FILLED);
    disc(m, {70, 182}, {32, 32}, colour(25, 25, 25));
    disc(m, {186, 182}, {32, 32}, colour(25, 25, 25));
}

void zebra(cv::Mat& m, int look) {
    const auto dark = look == 0 ? colour(20, 20, 20) : colour(60, 45, 40);
    disc(m, {140, 120}, {92, 52}, colour(245, 245, 240));
    for (int x : {80, 196}) cv::rectangle(m, cv::Rect(x - 14, 140, 28, 104), colour(245, 245, 240), cv::FILLED);
    polygon(m, {{20, 70}, {70, 20}, {96, 96}, {60, 130}}, colour(245, 245, 240));
    for (int x = 70; x <= 210; x += 34) cv::line(m, {x, 76}, {x - 12, 168}, dark, 12);
    cv::line(m, {46, 50}, {70, 90}, dark, 10);
}

void balloon(cv::Mat& m, int look) {
    const auto stripe = look == 0 ? colour(220, 50, 40) : colour(30, 130, 130);
    disc(m, {128, 100}, {88, 94}, colour(250, 200, 50));
    disc(m, {128, 100}, {52, 94}, stripe);
    disc(m, {128, 100}, {18, 94}, colour(250, 200, 50));
    polygon(m, {{60, 160}, {196, 160}, {146, 216}, {110, 216}}, stripe);
    cv::rectangle(m, cv::Rect(106, 220, 44, 30), colour(120, 80, 40), cv::FILLED);
}

void mushroom(cv::Mat& m, int look) {
    cv::rectangle(m, cv::Rect(92, 120, 72, 126), colour(235, 220, 195), cv::FILLED);
    cv::ellipse(m, {128, 130}, {116, 104}, 0, 180, 360, look == 0 ? colour(140, 80, 45) : colour(110, 55, 30),
                cv::FILLED, cv::LINE_8);
}

}  // namespace

cv::Mat drawnShape(int classIndex, int look) {
    static constexpr std::array<void (*)(cv::Mat&, int), 10> kDraw{apple,  banana, orange, penguin, fish,
                                                                   flower, car,    zebra,  balloon, mushroom};
    cv::Mat shape(256, 256, CV_8UC4, cv::Scalar(0, 0, 0, 0));
    kDraw.at(static_cast<std::size_t>(classIndex))(shape, look);
    return shape;
}

}  // namespace recap::demo
