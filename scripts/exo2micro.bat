@echo off
rem exo2micro on the command line: builds the program when that is needed, then runs it.
rem
rem   scripts\exo2micro COMMAND [options]      scripts\exo2micro help shows the commands
rem   --fiji DIR    use the libraries of that Fiji (mpicbg, Bio-Formats) instead of the embedded ones
rem   --heap SIZE   the Java heap at most, like 1g or 2g (or EXO2MICRO_HEAP; default 1g)
rem
rem EXO2MICRO_JAVA_OPTS holds further options for Java. All that is needed is a JDK, 17 or later.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "TOP=%%~fI"

rem --- Java ---
if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
) else (
  for /f "delims=" %%I in ('where java 2^>nul') do if not defined JAVA set "JAVA=%%I"
)
if not defined JAVA set "WHY=no Java found. Install a JDK 17 or later, for example from https://adoptium.net, and start again." & goto die
if not exist "%JAVA%" set "WHY=there is no %JAVA%. Set JAVA_HOME to a JDK 17 or later." & goto die
set "VERSION="
set "SAID=%TEMP%\exo2micro-java-%RANDOM%.txt"
"%JAVA%" -version 2> "%SAID%"
for /f "tokens=3" %%V in ('findstr /i /c:" version " "%SAID%"') do if not defined VERSION set "VERSION=%%~V"
del "%SAID%" 2>nul
set "MAJOR="
for /f "delims=.-+" %%V in ("%VERSION%") do set "MAJOR=%%V"
if not defined MAJOR set "MAJOR=0"
if %MAJOR% LSS 17 set "WHY=Java %VERSION% found, but 17 or later is needed. Install a JDK 17 or later and set JAVA_HOME to it." & goto die

rem --- the script's own options. The program gets all words as they are and skips these two: cmd would split A,B. ---
set "FIJI="
set "HEAP=1g"
if defined EXO2MICRO_HEAP set "HEAP=%EXO2MICRO_HEAP%"
:words
if "%~1"=="" goto build
if /i "%~1"=="--fiji" set "FIJI=%~2"
if /i "%~1"=="--heap" set "HEAP=%~2"
shift
goto words

rem --- the program: a distribution holds it; a clone builds it when it is missing or older than its sources ---
:build
set "BUILT_IN=%TOP%\target"
set "OPTIONS=%TOP%\src\main\resources\io\github\exo2micro\adapter\system\java.options"
if exist "%TOP%\java.options" set "BUILT_IN=%TOP%" & set "OPTIONS=%TOP%\java.options"
call :findjar
set "STALE="
if not defined JAR set "STALE=1"
if not exist "%BUILT_IN%\lib" set "STALE=1"
if not defined STALE if exist "%TOP%\src\main" (
  powershell -NoProfile -Command "$jar = (Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc; $new = Get-ChildItem -Recurse -File -LiteralPath ($env:TOP + '\src\main') | Where-Object LastWriteTimeUtc -gt $jar; if ($new -or (Get-Item -LiteralPath ($env:TOP + '\pom.xml')).LastWriteTimeUtc -gt $jar) { exit 1 }"
  if errorlevel 1 set "STALE=1"
)
if not defined STALE goto start
if not exist "%TOP%\src" set "WHY=the program is not complete: there is no exo2micro-fiji jar with its folder lib in %TOP%. Unpack the distribution again." & goto die
echo exo2micro: building (the first time it fetches libraries, which takes a few minutes) ... 1>&2
pushd "%TOP%"
call mvnw.cmd -B -ntp -q -Dmaven.test.skip=true -Dmaven.source.skip=true package 1>&2
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" set "WHY=the build failed. It needs a JDK 17 or later and, the first time, the network." & goto die
call :findjar
if not defined JAR set "WHY=the build made no jar in %TOP%\target." & goto die
powershell -NoProfile -Command "(Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc = [DateTime]::UtcNow"

:start
set "CLASSES=%JAR%;%BUILT_IN%\lib\*"
if not defined FIJI goto run
if not exist "%FIJI%\jars\mpicbg-*.jar" set "WHY=--fiji: %FIJI% is no Fiji: there is no mpicbg in its folder jars." & goto die
set "CLASSES=%JAR%;%FIJI%\jars\*;%FIJI%\jars\bio-formats\*"
rem Of our own libraries only what a Fiji lacks; the embedded features (BoofCV) would clash with it.
for %%L in ("%BUILT_IN%\lib\oshi-core-*.jar" "%BUILT_IN%\lib\jna-platform-*.jar" "%BUILT_IN%\lib\nom-tam-fits-*.jar" "%BUILT_IN%\lib\JTransforms-*.jar" "%BUILT_IN%\lib\JLargeArrays-*.jar") do call :append "%%~fL"

:run
"%JAVA%" "@%OPTIONS%" -Xmx%HEAP% %EXO2MICRO_JAVA_OPTS% -cp "%CLASSES%" io.github.exo2micro.cli.Main %*
exit /b %ERRORLEVEL%

:die
echo exo2micro: %WHY% 1>&2
exit /b 2

:append
set "CLASSES=%CLASSES%;%~1"
exit /b 0

:findjar
set "JAR="
for /f "delims=" %%I in ('dir /b /o-d "%BUILT_IN%\exo2micro-fiji-*.jar" 2^>nul ^| findstr /v /c:"-sources.jar" /c:"-tests.jar" /c:"-javadoc.jar"') do if not defined JAR set "JAR=%BUILT_IN%\%%I"
exit /b 0
