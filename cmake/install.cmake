# Where Debian expects things.  The programs themselves are installed by tools/CMakeLists.txt.
file(GLOB pages1 CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.1)
file(GLOB pages5 CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.5)
file(GLOB pages7 CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.7)
install(FILES ${pages1} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${pages5} DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES ${pages7} DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)

install(FILES completions/outdesk.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME outdesk)
install(FILES completions/_outdesk DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES completions/outdesk.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# The program carries these files inside; here they are to be read and to be started from.
install(DIRECTORY templates/ DESTINATION ${CMAKE_INSTALL_DATADIR}/outdesk/templates PATTERN schedule EXCLUDE)

# The monthly run: a service and its timer, and the same for cron.
# The prefix is known when it is installed.
install(CODE "set(OUTDESK_BINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
foreach(file service cron)
  configure_file(\"${PROJECT_SOURCE_DIR}/templates/schedule/outdesk-report.\${file}.in\" \"${CMAKE_BINARY_DIR}/outdesk-report.\${file}\" @ONLY)
endforeach()")
install(FILES ${CMAKE_BINARY_DIR}/outdesk-report.service templates/schedule/outdesk-report.timer DESTINATION lib/systemd/system)
install(FILES templates/schedule/outdesk.sysusers DESTINATION lib/sysusers.d RENAME outdesk.conf)
install(FILES ${CMAKE_BINARY_DIR}/outdesk-report.cron DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
