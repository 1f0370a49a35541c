@echo off
rem Runs Howdah from a checkout on Windows: finds a JDK 25 or newer, builds when there is no build, and starts.
rem Exit codes are the program's own; 2 when it cannot be built or no JDK is found.
setlocal EnableDelayedExpansion
set "HERE=%~dp0"
set "TARGET=%HERE%target"
set "JDK="
set "BUILT="
for %%D in ("%HOWDAH_JAVA_HOME%" "%JAVA_HOME%") do call :try "%%~D"
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :try "%%~D"
if not defined JDK (
    echo howdah: a JDK 25 or newer is needed and none was found. Install one or set HOWDAH_JAVA_HOME to its folder. 1>&2
    exit /b 2
)
call :stale
if defined STALE (
    where mvn >nul 2>nul
    if errorlevel 1 (
        echo howdah: Maven 3.8 or newer is needed to build. 1>&2
        exit /b 2
    )
    echo howdah: building, this takes a minute the first time 1>&2
    if not exist "%TARGET%" mkdir "%TARGET%"
    pushd "%HERE%"
    call mvn -B -q -DskipTests -Dmaven.test.skip=true package > "%TARGET%\build.log" 2>&1
    if errorlevel 1 (
        popd
        echo howdah: the build failed. Details: %TARGET%\build.log 1>&2
        exit /b 2
    )
    popd
    set "BUILT=1"
)
set "MODULES="
for %%J in ("%TARGET%\lib\javafx-*.jar") do set "MODULES=!MODULES!%%J;"
set "CLASSPATH_ALL=%TARGET%\howdah.jar"
for %%J in ("%TARGET%\lib\*.jar") do (
    set "NAME=%%~nxJ"
    if /i not "!NAME:~0,7!"=="javafx-" set "CLASSPATH_ALL=!CLASSPATH_ALL!;%%J"
)
set "OPTIONS="
for /f "usebackq eol=# delims=" %%L in ("%HERE%packaging\jvm.options") do set "OPTIONS=!OPTIONS! %%L"
rem A cache of loaded and linked classes halves the time of every later start. Without it everything works as well, only later.
set "CACHE=%TARGET%\howdah.aot"
if defined BUILT if not defined HOWDAH_NO_CACHE call :train
set "QUICK="
if exist "%CACHE%" if not defined HOWDAH_NO_CACHE set QUICK="-XX:AOTCache=%CACHE%" -Xlog:aot=off -Xlog:cds=off
"%JDK%\bin\java" %OPTIONS% %QUICK% %HOWDAH_JAVA_OPTS% "-Dhowdah.postgres=%TARGET%\postgres" --module-path "%MODULES%" --add-modules javafx.controls,javafx.swing -cp "%CLASSPATH_ALL%" dev.howdah.app.Launcher %*
exit /b %ERRORLEVEL%

:train
echo howdah: preparing quick starts, once 1>&2
if exist "%CACHE%" del "%CACHE%"
setlocal
set "HOWDAH_HOME=%TARGET%\train"
"%JDK%\bin\java" %OPTIONS% "-XX:AOTCacheOutput=%CACHE%" -Dglass.platform=Headless -Dprism.order=sw -Dhowdah.first-data=exit "-Dhowdah.postgres=%TARGET%\postgres" --module-path "%MODULES%" --add-modules javafx.controls,javafx.swing -cp "%CLASSPATH_ALL%" dev.howdah.app.Launcher --target sandbox > "%TARGET%\train.log" 2>&1 < nul
if errorlevel 1 if exist "%CACHE%" del "%CACHE%"
if exist "%HOWDAH_HOME%" rmdir /s /q "%HOWDAH_HOME%"
endlocal
exit /b 0

:try
if defined JDK exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~V"
for /f "tokens=1 delims=." %%M in ("!VERSION!") do set "MAJOR=%%M"
if !MAJOR! GEQ 25 set "JDK=%~1"
exit /b 0

:stale
set "STALE="
if not exist "%TARGET%\howdah.jar" set "STALE=1"
if not exist "%TARGET%\lib" set "STALE=1"
if defined STALE exit /b 0
for /f %%S in ('powershell -NoProfile -Command "$j=(Get-Item '%TARGET%\howdah.jar').LastWriteTime; if (Get-ChildItem -Recurse -File '%HERE%src\main','%HERE%resources','%HERE%pom.xml' | Where-Object { $_.LastWriteTime -gt $j } | Select-Object -First 1) { 'yes' } else { 'no' }"') do if "%%S"=="yes" set "STALE=1"
exit /b 0
