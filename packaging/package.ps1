# Makes Howdah's folder and .msi for Windows. To be run on Windows, with the JDK and Maven, and WiX 3 or newer for the .msi; not yet
# run by anybody.  powershell -File packaging\package.ps1     Result: target\packages.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')
$out = Join-Path (Get-Location) 'target\packages'
$work = Join-Path (Get-Location) 'target\packaging'

function Fail($why) { [Console]::Error.WriteLine("package: $why"); exit 1 }
function Run($program) { & $program @args; if ($LASTEXITCODE -ne 0) { Fail "$program ended with $LASTEXITCODE" } }

$jdk = @($env:HOWDAH_JAVA_HOME, $env:JAVA_HOME) + @(Get-ChildItem "$env:ProgramFiles\Eclipse Adoptium\*", "$env:ProgramFiles\Java\*" -Directory `
    -ErrorAction SilentlyContinue | ForEach-Object FullName) | Where-Object {
        $_ -and (Test-Path "$_\bin\jpackage.exe") -and ((Get-Content "$_\release") -match '^JAVA_VERSION="(2[5-9]|[3-9][0-9])')
    } | Select-Object -First 1
if (-not $jdk) { Fail 'a JDK 25 or newer is needed. Install one or set HOWDAH_JAVA_HOME to its folder.' }
$version = ([xml](Get-Content pom.xml)).project.version -replace '-SNAPSHOT$', ''

Remove-Item -Recurse -Force $work, $out -ErrorAction SilentlyContinue
New-Item -ItemType Directory "$work\app", "$work\fx", $out | Out-Null
Run mvn.cmd -B -q -Prelease -DskipTests '-Dmaven.test.skip=true' package
Copy-Item target\lib\javafx-*-*-*.jar "$work\fx"
Copy-Item target\howdah.jar "$work\app"
Get-ChildItem target\lib\*.jar | Where-Object Name -NotLike 'javafx-*' | Copy-Item -Destination "$work\app"

$jars = @(Get-ChildItem "$work\app\*.jar" | ForEach-Object FullName)
$seen = & "$jdk\bin\jdeps.exe" --multi-release 25 --ignore-missing-deps --print-module-deps -q --module-path "$work\fx" -cp ($jars -join ';') $jars
if ($LASTEXITCODE -ne 0) { Fail 'jdeps found no modules' }
$named = Get-Content packaging\modules | ForEach-Object { ($_ -replace '#.*', '').Trim() } | Where-Object { $_ }
Run "$jdk\bin\jlink.exe" --module-path "$work\fx" --add-modules ((@($seen) + $named) -join ',') --strip-debug --no-header-files --no-man-pages `
    --compress zip-6 '--exclude-resources=**.dll' --output "$work\runtime"
# JavaFX looks for its native libraries here first; otherwise it would unpack them into the user's home at the first start.
Add-Type -AssemblyName System.IO.Compression.FileSystem
$jar = [IO.Compression.ZipFile]::OpenRead((Get-ChildItem "$work\fx\javafx-graphics-*.jar").FullName)
$jar.Entries | Where-Object Name -Like '*.dll' | ForEach-Object {
    $to = "$work\runtime\bin\$($_.Name)"
    # The Java that is linked brings the C runtime itself.
    if (-not (Test-Path $to)) { [IO.Compression.ZipFileExtensions]::ExtractToFile($_, $to) }
}
$jar.Dispose()

# Two launchers of the same program: one for the prompt, which has a console, and one for the start menu, which has none.
Set-Content "$work\window.properties" @('win-console=false', 'win-menu=true', 'win-shortcut=true')
$options = Get-Content packaging\jvm.options | Where-Object { $_ -notmatch '^#' } | ForEach-Object { '--java-options'; $_ }
Run "$jdk\bin\jpackage.exe" --type app-image --name howdah --app-version $version --input "$work\app" --main-jar howdah.jar `
    --main-class dev.howdah.app.Launcher --runtime-image "$work\runtime" --win-console --add-launcher "howdah-window=$work\window.properties" `
    --java-options '-Dhowdah.postgres=$APPDIR/postgres' @options --dest $out
$image = "$out\howdah"
Copy-Item -Recurse target\postgres "$image\app\postgres"
New-Item -ItemType Directory "$image\doc" | Out-Null
Copy-Item -Recurse LICENSE, README.md, docs, target\licences "$image\doc"

# The training writes the cache in a second process, which wants Java's own launcher; see package.sh.
Copy-Item "$jdk\bin\java.exe" "$image\runtime\bin\java.exe" -Force
$env:HOWDAH_HOME = "$work\train"
$env:JAVA_TOOL_OPTIONS = "`"-XX:AOTCacheOutput=$image\app\howdah.aot`" -Dglass.platform=Headless -Dprism.order=sw -Dhowdah.first-data=exit"
& "$image\howdah.exe" --target sandbox *> "$work\train.log"
$trained = $LASTEXITCODE -eq 0 -and (Test-Path "$image\app\howdah.aot")
Remove-Item Env:HOWDAH_HOME, Env:JAVA_TOOL_OPTIONS
Remove-Item "$image\runtime\bin\java.exe"
if ($trained) {
    foreach ($config in Get-ChildItem "$image\app\*.cfg") {
        Add-Content $config @('java-options=-XX:AOTCache=$APPDIR\howdah.aot', 'java-options=-Xlog:aot=off', 'java-options=-Xlog:cds=off')
    }
}
Remove-Item -Recurse -Force "$work\train" -ErrorAction SilentlyContinue

if ((Get-Command wix.exe -ErrorAction SilentlyContinue) -or (Get-Command candle.exe -ErrorAction SilentlyContinue)) {
    Run "$jdk\bin\jpackage.exe" --type msi --name howdah --app-version $version --app-image $image --win-per-user-install --win-dir-chooser --dest $out
} else {
    [Console]::Error.WriteLine('package: no .msi: install WiX.')
}
Get-ChildItem $out | ForEach-Object { '{0,6:N0} MB  {1}' -f ((Get-ChildItem $_.FullName -Recurse -File | Measure-Object Length -Sum).Sum / 1MB), $_.Name }
