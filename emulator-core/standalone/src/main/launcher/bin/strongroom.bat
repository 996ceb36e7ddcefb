@echo off
rem Starts Strongroom with a small heap, and from the second start on with an archive of its classes.
rem JAVA_HOME chooses the Java, STRONGROOM_JAVA_OPTIONS adds options of the JVM.
setlocal
for %%j in ("%~dp0..\lib\strongroom-standalone-*.jar") do (
  set "JAR=%%~fj"
  set "NAME=%%~nj"
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "VERSION="
if defined JAVA_HOME for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%JAVA_HOME%\release" 2^>nul') do set "VERSION=%%~v"
set "ARCHIVE="
if not defined VERSION goto run
if not defined LOCALAPPDATA goto run
set "CACHE=%LOCALAPPDATA%\strongroom"
if not exist "%CACHE%" mkdir "%CACHE%" 2>nul
if not exist "%CACHE%" goto run
set "FILE=%CACHE%\%NAME%-java-%VERSION%.jsa"
set "ARCHIVE=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%FILE%""
if not "%VERSION:~0,2%"=="17" if not "%VERSION:~0,2%"=="18" goto run
set "ARCHIVE="-XX:ArchiveClassesAtExit=%FILE%""
if exist "%FILE%" set "ARCHIVE="-XX:SharedArchiveFile=%FILE%""
:run
"%JAVA%" %STRONGROOM_JAVA_OPTIONS% -XX:+UseSerialGC -Xms16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=5000 -XX:CompileThresholdScaling=3 -Xshare:auto -Xlog:disable %ARCHIVE% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
