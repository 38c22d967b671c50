# One library per folder of lib/, strict warnings, and files of templates/ carried inside the program.

add_library(outdesk_strict INTERFACE)
target_compile_options(outdesk_strict INTERFACE -Wall -Wextra -Wpedantic -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Wrong on operator+ of std::string in g++ 12 (GCC bug 105329 and its kin); clang checks the same code.
  target_compile_options(outdesk_strict INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
  # Says of files compiled at once what is true of headers only.
  target_compile_options(outdesk_strict INTERFACE -Wno-subobject-linkage)
endif()
target_precompile_headers(outdesk_strict INTERFACE
  <algorithm> <cstdint> <functional> <map> <memory> <optional> <set> <string> <string_view>
  <utility> <variant> <vector>)

# The presets compile several files of a room at once (CMAKE_UNITY_BUILD), which halves a clean build.  A
# name of an anonymous namespace is therefore given once in a room; clang-tidy reads each file alone.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)

# room(NAME ROOMS other... LIBS external...): lib/NAME as outdesk_NAME.
function(room name)
  cmake_parse_arguments(ARG "" "" "ROOMS;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_library(outdesk_${name} STATIC ${sources})
  target_include_directories(outdesk_${name} PUBLIC ${PROJECT_SOURCE_DIR}/lib)
  target_link_libraries(outdesk_${name} PRIVATE outdesk_strict PUBLIC ${ARG_LIBS})
  # Marks of coverage for tests/fuzz; programs without libFuzzer do not notice them.
  target_compile_options(outdesk_${name} PRIVATE $<$<AND:$<CONFIG:Sanitized>,$<CXX_COMPILER_ID:Clang>>:-fsanitize=fuzzer-no-link>)
  foreach(other ${ARG_ROOMS})
    if(TARGET outdesk_${other})
      target_link_libraries(outdesk_${name} PUBLIC outdesk_${other})
    endif()
  endforeach()
endfunction()

# embed(TARGET folder=prefix...): the folders' files as bytes, found by shipped_file() of base/shipped.hpp.
function(embed target)
  set(names "")
  set(paths "")
  foreach(pair ${ARGN})
    string(REGEX MATCH "^(.*)=(.*)$" matched ${pair})
    set(folder ${CMAKE_MATCH_1})
    set(prefix ${CMAKE_MATCH_2})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
    foreach(file ${files})
      list(APPEND names ${prefix}${file})
      list(APPEND paths ${folder}/${file})
    endforeach()
  endforeach()
  set(output ${CMAKE_BINARY_DIR}/${target}.S)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DNAMES=${names}" "-DPATHS=${paths}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  add_library(${target} STATIC ${output})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
  # The assembler does not tell ninja what .incbin read.
  set_source_files_properties(${output} PROPERTIES OBJECT_DEPENDS "${paths}")
endfunction()
