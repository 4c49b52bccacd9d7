// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class DecodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exif_orientation_of_a_jpeg_is_applied_data();
    void exif_orientation_of_a_jpeg_is_applied();
    void orientation_of_a_tiff_is_applied_data();
    void orientation_of_a_tiff_is_applied();
    void probe_agrees_with_decode_for_every_format_data();
    void probe_agrees_with_decode_for_every_format();
    void a_webp_is_probed_and_decoded();
    void an_animated_webp_gives_its_first_frame();
    void pictures_of_rarer_kinds_are_read_data();
    void pictures_of_rarer_kinds_are_read();
    void a_kind_that_is_not_read_is_named_data();
    void a_kind_that_is_not_read_is_named();
    void a_colour_profile_is_found_in_every_kind_that_has_one();
    void transparency_is_put_on_white();
    void sixteen_bit_grey_becomes_eight_bit_rgb();
    void a_wrong_extension_does_not_matter();
    void huge_dimensions_are_refused_before_allocation();
    void an_empty_file_is_refused();
    void a_text_is_refused();
    void a_missing_file_is_file_not_found();
    void a_truncated_file_is_refused_data();
    void a_truncated_file_is_refused();
    void damaged_bytes_never_crash();
    void a_flipped_bit_in_the_data_of_a_png_is_refused();
    void png_round_trip_is_exact();
    void a_padded_png_is_the_same_picture();
    void jpeg_round_trip_is_close();
    void a_jpeg_is_decoded_as_pillow_decodes_it_data();
    void a_jpeg_is_decoded_as_pillow_decodes_it();
    void a_jpeg_that_libjpeg_warns_about_is_left_to_another_decoder();
    void a_thumbnail_fits_its_box();
    void an_empty_buffer_cannot_be_encoded();
    void a_failed_write_says_where();
};
