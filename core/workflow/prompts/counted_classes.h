// SPDX-License-Identifier: GPL-3.0-or-later
//
// How many objects a caption asks for.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace recap {

// Class index -> the number that the caption names: "two" to "ten" or 2 to 10 before a plural, "a", "an" or "one"
// before a singular, with at most two other words between ("two small brown dogs"). Numbers of one class add up ("two
// men and a woman": three persons). A class that is also named without a number is left out, since nobody knows whether
// the same objects are meant.
std::map<int, int> countedClasses(const std::string& caption);

// "two" to "ten".
std::string numberWord(int number);

}  // namespace recap
