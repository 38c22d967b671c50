# One library per folder of lib/, strict warnings, and files of templates/ carried inside the program.

add_library(outdesk_strict INTERFACE)
target_compile_options(outdesk_strict INTERFACE -Wall -Wextra -Wpedantic -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Wrong on std::string's operator+ in g++ 12 (GCC bug 105329).
  target_compile_options(outdesk_strict INTERFACE -Wno-restrict)
endif()
target_precompile_headers(outdesk_strict INTERFACE
  <algorithm> <cstdint> <functional> <map> <memory> <optional> <set> <string> <string_view>
  <utility> <variant> <vector>)

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
  foreach(other ${ARG_ROOMS})
    if(TARGET outdesk_${other})
      target_link_libraries(outdesk_${name} PUBLIC outdesk_${other})
    endif()
  endforeach()
endfunction()

# embed(TARGET FOLDER): the folder's files as bytes, found by shipped_file() of base/shipped.hpp.
function(embed target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  set(output ${CMAKE_BINARY_DIR}/${target}.S)
  list(TRANSFORM files PREPEND ${folder}/ OUTPUT_VARIABLE paths)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFOLDER=${folder} "-DFILES=${files}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  add_library(${target} STATIC ${output})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()
