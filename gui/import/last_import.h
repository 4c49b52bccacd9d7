// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace recap {
struct ImportReport;
}

namespace recap::gui {

class Shell;

// Keeps the report of the import that ended last, for whoever wants to look at it again.
class LastImport final : public QObject {
    Q_OBJECT

public:
    // The window's own, which lives as long as its shell.
    static LastImport& of(Shell& shell);

    // Null: there was none.
    const std::shared_ptr<const ImportReport>& report() const { return report_; }
    void keep(std::shared_ptr<const ImportReport> report);

Q_SIGNALS:
    void changed();

private:
    explicit LastImport(Shell& shell);

    std::shared_ptr<const ImportReport> report_;
};

}  // namespace recap::gui
