// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Registers a child under its member's name, so that the member's name is the state-dict key.
#define RECAP_MODULE(name, ...) name = register_module(#name, __VA_ARGS__)
// The same for a parameter.
#define RECAP_PARAMETER(name, ...) name = register_parameter(#name, __VA_ARGS__)
