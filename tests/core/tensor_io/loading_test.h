// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestLoading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void missing_unexpected_and_misshaped_keys_are_reported_at_once();
    void strict_loading_names_ten_of_each_kind_and_changes_nothing();
    void loading_keeps_storage_and_converts_the_type();
    void strict_loading_names_what_is_not_finite();
    void shards_are_joined_by_their_index();
    void large_models_are_split_and_read_back();
    void a_variant_is_chosen_when_asked_for();
    void missing_weights_are_refused_with_what_was_looked_for();
    void one_hash_names_the_weights_that_are_loaded();
    void every_shard_counts_in_the_hash();
    void files_of_weights_are_told_from_those_beside_them();
    void an_index_cannot_point_out_of_its_folder();
    void legacy_vae_names_are_translated();
    void clip_and_blip_constants_are_dropped();
};
