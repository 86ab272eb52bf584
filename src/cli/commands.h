// The subcommands, one file each. The table in command.cpp lists them; nothing else calls these.
#pragma once

#include "cli/command.h"

namespace kg {

Command renderCommand();
Command planCommand();
Command combineCommand();
Command kernelCommand();
Command kernelsCommand();
Command filtersCommand();
Command verifyCommand();
Command benchCommand();
Command explainCommand();
Command doctorCommand();

}  // namespace kg
