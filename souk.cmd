@echo off
rem UNTESTED: written for Windows, but never run on it. The tested launcher is ./souk (POSIX sh).
rem Differences: builds on every start (MSBuild decides what changed), takes no lock, installs nothing for the tests.
setlocal
set "SOUK_HOME=%~dp0"
if "%SOUK_HOME:~-1%"=="\" set "SOUK_HOME=%SOUK_HOME:~0,-1%"
set "DOTNET_NOLOGO=1"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "STATE=%SOUK_HOME%\.build"
if not exist "%STATE%" mkdir "%STATE%"

dotnet --list-sdks 2>nul | findstr /b "10.0." >nul
if errorlevel 1 (
    echo souk: the .NET 10 SDK is missing. Install it: winget install Microsoft.DotNet.SDK.10 1>&2
    exit /b 1
)
node -e "process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)" 2>nul
if errorlevel 1 (
    echo souk: Node 20 or newer is missing. Install it: winget install OpenJS.NodeJS.LTS 1>&2
    exit /b 1
)

pushd "%SOUK_HOME%"
fc /b package-lock.json "%STATE%\package-lock.json" >nul 2>nul
if errorlevel 1 (
    echo souk: installing npm packages 1>&2
    call npm ci --loglevel=error >"%STATE%\npm.log" 2>&1
    if errorlevel 1 (type "%STATE%\npm.log" 1>&2 & popd & exit /b 1)
    copy /y package-lock.json "%STATE%\package-lock.json" >nul
)
if exist src\Dashboards\tsconfig.json (
    call npm run --silent build >"%STATE%\web.log" 2>&1
    if errorlevel 1 (type "%STATE%\web.log" 1>&2 & popd & exit /b 1)
)
set "PROJECT=src\Cli\Cli.csproj"
if /i "%~1"=="test" set "PROJECT=Analytics.sln"
dotnet build %PROJECT% -c Release -v quiet -nologo >"%STATE%\build.log" 2>&1
if errorlevel 1 (type "%STATE%\build.log" 1>&2 & popd & exit /b 1)
if /i "%~1"=="test" (
    dotnet test Analytics.sln -c Release --no-build
    popd
    exit /b
)
popd
dotnet "%SOUK_HOME%\src\Cli\bin\Release\net10.0\souk.dll" %*
exit /b %errorlevel%
