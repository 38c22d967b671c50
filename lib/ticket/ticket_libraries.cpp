#include "ticket/ticket_libraries.hpp"


namespace outdesk {

std::vector<LibraryVersion> ticket_libraries() {
  return {{"libstemmer", ""}};
}

}  // namespace outdesk
