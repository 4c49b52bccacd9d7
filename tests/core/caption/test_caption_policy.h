// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestCaptionPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mix_ratio_is_the_share_of_long_captions();
    void fixed_mix_gives_an_image_the_same_style_for_ever();
    void single_styles_draw_nothing();
    void token_limit_drops_or_keeps_and_counts();
    void wrong_ratio_is_refused();
};
