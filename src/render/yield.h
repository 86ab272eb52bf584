// Threads that work while nobody waits for them.
#pragma once

namespace kg {

// Lets other threads come first where they want the processor too, the window's above all: for the calling thread, as
// long as it lives. Does nothing where the system sets priorities of whole processes only.
void yieldToOthers();

}  // namespace kg
