<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CaptionSource</name>
    <message>
        <source>Alt text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RECAP short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RECAP long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Human</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Human short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Human long</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionStatus</name>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flagged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>A file or folder could not be found or read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file could not be written. Check the folder&apos;s permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file is not what it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two parts do not fit together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory. Try a smaller batch or resolution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s database refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An option has a value that cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something that was asked for is not in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training produced numbers that are not finite. Try a lower learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program made a mistake. The details help its developers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunState</name>
    <message>
        <source>queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done before</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
