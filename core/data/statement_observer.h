// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace recap {

// Called at each step of a statement of any database, on the thread that waits for it; null: nobody watches. For tests
// of who waits for the database.
using StatementObserver = void (*)();
void observeStatements(StatementObserver observer);

}  // namespace recap
