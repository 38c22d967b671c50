#include "full_program.hpp"

namespace outdesk {

const FullProgram full_program = {};

}  // namespace outdesk
