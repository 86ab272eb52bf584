// Streams: standard input, output and error of the process, where any of them may be closed, full or read by nobody.
#pragma once

#include <string_view>

namespace kg {

// To be called before anything is opened or printed: descriptors 0 to 2 are taken, and a reader that is gone or a limit
// on the size of files is an error of the write, not the end of the program.
void prepareStreams();

// Text for standard error as it stands. What cannot be written is lost, and the work goes on; statusAfterOutput()
// tells. Callable from any thread.
void writeMessage(std::string_view text);

// The exit status of work that ended with `status`, once all that was printed is out: 1 in place of 0 where something
// of it, results or messages, could not be written.
int statusAfterOutput(int status);

}  // namespace kg
