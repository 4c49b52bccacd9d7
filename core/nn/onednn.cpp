// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/onednn_internal.h"

namespace recap::nn {
namespace {

c10::OperatorHandle find(const char* name, const char* overload) {
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
}

OneDnn lookedUp() {
    OneDnn found;
    if (!at::hasMKLDNN()) return found;
    try {
        found.conv = find("mkldnn::_convolution_pointwise", "").typed<OneDnn::Conv>();
        found.conv_plus = find("mkldnn::_convolution_pointwise", "binary").typed<OneDnn::ConvPlus>();
        found.linear = find("mkldnn::_linear_pointwise", "").typed<OneDnn::Linear>();
        found.linear_with = find("mkldnn::_linear_pointwise", "binary").typed<OneDnn::LinearWith>();
        found.pack_conv = find("mkldnn::_reorder_convolution_weight", "");
        found.pack_linear = find("mkldnn::_reorder_linear_weight", "");
        found.complete = true;
    } catch (const c10::Error&) {
        // Another release with other names or signatures: everything is computed the ordinary way.
    }
    return found;
}

}  // namespace

const OneDnn& onednn() {
    static const OneDnn found = lookedUp();
    return found;
}

}  // namespace recap::nn
