// GMime's objects with an owner.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>

namespace outdesk {

struct Unref {
  void operator()(void* object) const { if (object) g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct GFree {
  void operator()(void* memory) const { g_free(memory); }
};

/// A text that GMime handed over to us.
inline std::string taken(char* text) {
  std::unique_ptr<char, GFree> owner(text);
  return text ? std::string(text) : std::string();
}
inline std::string text_or_empty(const char* text) { return text ? text : ""; }

/// A stream over bytes that stay where they are.
inline Owned<GMimeStream> stream_over(std::string_view bytes) {
  return Owned<GMimeStream>(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
}

/// What `write` writes into a stream.
template <class Write>
std::string written_bytes(const Write& write) {
  Owned<GMimeStream> stream(g_mime_stream_mem_new());
  write(stream.get());
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return array ? std::string(reinterpret_cast<const char*>(array->data), array->len) : std::string();
}

}  // namespace outdesk
