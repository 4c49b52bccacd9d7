<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CaptionFigures</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 个词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n CLIP token(s)</source>
        <translation>
            <numerusform>%n 个 CLIP 词元</numerusform>
        </translation>
    </message>
    <message>
        <source>CLIP reads %1 of them (77 with the start and end tokens)</source>
        <translation>CLIP 只读取其中 %1 个（含起止词元共 77 个）</translation>
    </message>
    <message>
        <source>CLIPScore %1</source>
        <translation>CLIPScore %1</translation>
    </message>
</context>
<context>
    <name>CaptionProvenance</name>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
</context>
<context>
    <name>CaptionSource</name>
    <message>
        <source>Alt text</source>
        <translation>替代文本</translation>
    </message>
    <message>
        <source>RECAP Short</source>
        <translation>RECAP 短描述</translation>
    </message>
    <message>
        <source>RECAP Long</source>
        <translation>RECAP 长描述</translation>
    </message>
    <message>
        <source>Human</source>
        <translation>人工</translation>
    </message>
    <message>
        <source>Human short</source>
        <translation>人工短描述</translation>
    </message>
    <message>
        <source>Human long</source>
        <translation>人工长描述</translation>
    </message>
</context>
<context>
    <name>CaptionStatus</name>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
</context>
<context>
    <name>ComparePresenter</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>The disk is full: %1 could not be written. Free some space.</source>
        <translation>磁盘已满：无法写入 %1。请释放一些空间。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Check the folder and its permissions.</source>
        <translation>无法写入 %1（%2）。请检查文件夹及其权限。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, more than the limit of %3 for this kind of file.</source>
        <translation>%1 有 %2 字节，超过此类文件的上限 %3。</translation>
    </message>
    <message>
        <source>%1 cannot be read. Check its permissions.</source>
        <translation>无法读取 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>A base64 text would be larger than a gigabyte.</source>
        <translation>Base64 文本将超过 1 GB。</translation>
    </message>
    <message>
        <source>A base64 text cannot be decoded.</source>
        <translation>无法解码 Base64 文本。</translation>
    </message>
    <message>
        <source>must be at least %1</source>
        <translation>必须至少为 %1</translation>
    </message>
    <message>
        <source>must be at most %1</source>
        <translation>必须至多为 %1</translation>
    </message>
    <message>
        <source>must be between %1 and %2</source>
        <translation>必须在 %1 到 %2 之间</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>文本列表</translation>
    </message>
    <message>
        <source>must be one of: %1</source>
        <translation>必须是以下之一：%1</translation>
    </message>
    <message>
        <source>%1 must be an object of options.</source>
        <translation>%1 必须是由选项组成的对象。</translation>
    </message>
    <message>
        <source>Option &apos;%1&apos; in %2 must be %3.</source>
        <translation>%2 中的选项“%1”必须是%3。</translation>
    </message>
    <message>
        <source>Unknown option &apos;%1&apos; in %2.</source>
        <translation>%2 中有未知选项“%1”。</translation>
    </message>
    <message>
        <source>Wrong options: %1.</source>
        <translation>选项有误：%1。</translation>
    </message>
    <message>
        <source>%1 cannot be &apos;%2&apos;; allowed: %3.</source>
        <translation>%1不能为“%2”；可用的有：%3。</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>%1 is not UTF-8, as JSON must be; save it as UTF-8.</source>
        <translation>%1 不是 JSON 所要求的 UTF-8 编码；请保存为 UTF-8。</translation>
    </message>
    <message>
        <source>A random state must have six words.</source>
        <translation>随机数状态必须有六个数。</translation>
    </message>
    <message>
        <source>%1 is not a text: it holds zero bytes. Save it as UTF-8 and try again.</source>
        <translation>%1 不是文本：其中有零字节。请保存为 UTF-8 后重试。</translation>
    </message>
    <message>
        <source>%1 cannot be read. Check the path and its permissions.</source>
        <translation>无法读取 %1。请检查路径及其权限。</translation>
    </message>
    <message>
        <source>A text is not valid UTF-8.</source>
        <translation>文本不是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>The reference failed: %1</source>
        <translation>参照程序失败：%1</translation>
    </message>
    <message>
        <source>%1: both sides differ by %2 of the result&apos;s scale, so their times cannot be compared.</source>
        <translation>%1：双方结果相差达其量级的 %2，因此无法比较用时。</translation>
    </message>
    <message>
        <source>Cannot start %1: %2.</source>
        <translation>无法启动 %1：%2。</translation>
    </message>
    <message>
        <source>%1 has ended. %2</source>
        <translation>%1 已结束。%2</translation>
    </message>
    <message>
        <source>%1 gave no answer for %2 s. %3</source>
        <translation>%1 在 %2 秒内没有应答。%3</translation>
    </message>
    <message>
        <source>File %1 cannot be read.</source>
        <translation>无法读取文件 %1。</translation>
    </message>
    <message>
        <source>%1 ended before its first step. %2</source>
        <translation>%1 在第一步之前就结束了。%2</translation>
    </message>
    <message>
        <source>preprocessor_config.json: &apos;%1&apos; must be three numbers.</source>
        <translation>preprocessor_config.json：“%1”必须是三个数值。</translation>
    </message>
    <message>
        <source>%1 must be an object.</source>
        <translation>%1 必须是对象。</translation>
    </message>
    <message>
        <source>preprocessor_config.json: &apos;image_std&apos; must be above 0.</source>
        <translation>preprocessor_config.json：“image_std”必须大于 0。</translation>
    </message>
    <message>
        <source>The captioner takes pictures of %1 x %2 pixels.</source>
        <translation>描述模型只接受 %1 x %2 像素的图片。</translation>
    </message>
    <message>
        <source>Prompts must have the same length, at least 1.</source>
        <translation>提示词长度必须相同，且至少为 1。</translation>
    </message>
    <message>
        <source>The largest caption length must leave room after the prefix.</source>
        <translation>描述的最大长度必须在前缀之后留有余地。</translation>
    </message>
    <message>
        <source>A project cannot have more than 65535 caption sources.</source>
        <translation>一个项目最多只能有 65535 个描述来源。</translation>
    </message>
    <message>
        <source>There is no image with the number %1.</source>
        <translation>没有编号为 %1 的图像。</translation>
    </message>
    <message>
        <source>The image %1 has no caption of the source &apos;%2&apos;.</source>
        <translation>图像 %1 没有来源为“%2”的描述。</translation>
    </message>
    <message>
        <source>The disk is full: %1 could not be written. Free some space (%2).</source>
        <translation>磁盘已满：无法写入 %1。请释放一些空间（%2）。</translation>
    </message>
    <message>
        <source>The project file %1 is damaged and cannot be used; restore it from a copy (%2).</source>
        <translation>项目文件 %1 已损坏，无法使用；请用备份恢复（%2）。</translation>
    </message>
    <message>
        <source>The project file %1 is in use by another program, which did not release it; try again (%2).</source>
        <translation>项目文件 %1 正被另一个程序占用且未释放；请重试（%2）。</translation>
    </message>
    <message>
        <source>The project file %1 cannot be opened; check its permissions (%2).</source>
        <translation>无法打开项目文件 %1；请检查其权限（%2）。</translation>
    </message>
    <message>
        <source>The project file %1 could not be used (%2).</source>
        <translation>无法使用项目文件 %1（%2）。</translation>
    </message>
    <message>
        <source>%1 is a database, but not one of a RECAP project.</source>
        <translation>%1 是数据库，但不是 RECAP 项目的数据库。</translation>
    </message>
    <message>
        <source>The project %1 was made by a newer version of the program (schema %2, this one knows %3). Update the program.</source>
        <translation>项目 %1 由更新版本的程序创建（架构版本 %2，本程序只认识到 %3）。请更新程序。</translation>
    </message>
    <message>
        <source>The project %1 was made by an older version of the program and must be opened for writing once.</source>
        <translation>项目 %1 由旧版本的程序创建，须先以可写方式打开一次。</translation>
    </message>
    <message>
        <source>A caption cannot be empty; reject it if it should not be used.</source>
        <translation>描述不能为空；如果不应使用，请将其拒绝。</translation>
    </message>
    <message>
        <source>An embedding of a different width cannot be stored.</source>
        <translation>无法保存宽度不同的嵌入向量。</translation>
    </message>
    <message>
        <source>%1 cannot be written; is the disk full?</source>
        <translation>无法写入 %1；磁盘是否已满？</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2).</source>
        <translation>无法写入 %1（%2）。</translation>
    </message>
    <message>
        <source>The file cannot be copied (%1).</source>
        <translation>无法复制文件（%1）。</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>文件缺失。</translation>
    </message>
    <message>
        <source>Parquet files cannot be written here: run packaging/setup, which fetches Apache Arrow, and build again; or export as imagefolder.</source>
        <translation>此处无法写入 Parquet 文件：请运行 packaging/setup 获取 Apache Arrow 并重新构建；或导出为 imagefolder。</translation>
    </message>
    <message>
        <source>The export kind cannot be &apos;%1&apos;; allowed: %2.</source>
        <translation>导出类型不能为“%1”；可用的有：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>the brackets are nested too deeply.</source>
        <translation>括号嵌套过深。</translation>
    </message>
    <message>
        <source>a word or a field is missing here.</source>
        <translation>此处缺少词或字段。</translation>
    </message>
    <message>
        <source>the bracket is not closed.</source>
        <translation>括号没有闭合。</translation>
    </message>
    <message>
        <source>%1 must be an object with an object &apos;captions&apos; of columns.</source>
        <translation>%1 必须是对象，其中含有列的对象“captions”。</translation>
    </message>
    <message>
        <source>%1: column &apos;%2&apos; does not name a caption source.</source>
        <translation>%1：列“%2”没有给出描述来源的名称。</translation>
    </message>
    <message>
        <source>%1 names no column.</source>
        <translation>%1 没有给出任何列。</translation>
    </message>
    <message>
        <source>%1 is not COCO captions: a JSON object with the lists &apos;images&apos; and &apos;annotations&apos; was expected.</source>
        <translation>%1 不是 COCO 描述文件：应为含有列表“images”和“annotations”的 JSON 对象。</translation>
    </message>
    <message>
        <source>There is no image with the id %1.</source>
        <translation>没有 ID 为 %1 的图像。</translation>
    </message>
    <message>
        <source>The caption is empty.</source>
        <translation>描述为空。</translation>
    </message>
    <message>
        <source>The element has no &apos;%1&apos; that is a whole number or a text.</source>
        <translation>该元素没有整数或文本形式的“%1”。</translation>
    </message>
    <message>
        <source>The element has no text &apos;%1&apos;.</source>
        <translation>该元素没有文本“%1”。</translation>
    </message>
    <message>
        <source>The element&apos;s text &apos;file_name&apos; is empty.</source>
        <translation>该元素的文本“file_name”为空。</translation>
    </message>
    <message>
        <source>An earlier image already has the id %1.</source>
        <translation>前面已有图像使用 ID %1。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lies outside the data set&apos;s folder.</source>
        <translation>“%1”位于数据集文件夹之外。</translation>
    </message>
    <message>
        <source>%1 is empty; a header line was expected.</source>
        <translation>%1 为空；应有标题行。</translation>
    </message>
    <message>
        <source>%1 has two columns called &apos;%2&apos;.</source>
        <translation>%1 有两列都名为“%2”。</translation>
    </message>
    <message>
        <source>The table was not UTF-8 and was read as Windows-1252; check its accents.</source>
        <translation>表格不是 UTF-8，已按 Windows-1252 读取；请检查重音字符。</translation>
    </message>
    <message>
        <source>The row has %1 cells, the header %2.</source>
        <translation>该行有 %1 个单元格，标题行有 %2 个。</translation>
    </message>
    <message>
        <source>It is a trainer&apos;s cache.</source>
        <translation>它是训练程序的缓存。</translation>
    </message>
    <message>
        <source>It is not part of a data set.</source>
        <translation>它不属于数据集。</translation>
    </message>
    <message>
        <source>Vector pictures are not imported.</source>
        <translation>不导入矢量图。</translation>
    </message>
    <message>
        <source>Pictures of this kind (%1) are not read; convert it to PNG or JPEG.</source>
        <translation>不读取此类图片（%1）；请转换为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>A metadata file must be named metadata.jsonl to be read.</source>
        <translation>元数据文件必须命名为 metadata.jsonl 才会被读取。</translation>
    </message>
    <message>
        <source>A shard is read when you name it, or a folder that holds nothing else.</source>
        <translation>只有指定分片本身，或只含分片的文件夹时，才会读取分片。</translation>
    </message>
    <message>
        <source>It may hold captions, but a folder&apos;s captions are read from metadata.jsonl, .csv or .parquet, captions*.json and captions.csv only: name this file itself to import it.</source>
        <translation>它可能含有描述，但文件夹的描述只从 metadata.jsonl、.csv 或 .parquet、captions*.json 和 captions.csv 读取：要导入它，请直接指定此文件。</translation>
    </message>
    <message>
        <source>It is neither a picture nor a text that belongs to one.</source>
        <translation>它既不是图片，也不是图片所属的文本。</translation>
    </message>
    <message>
        <source>An earlier member of the shard has this name.</source>
        <translation>分片中前面已有同名成员。</translation>
    </message>
    <message>
        <source>%1 files: %2</source>
        <translation>%1 个文件：%2</translation>
    </message>
    <message>
        <source>The folder %1 cannot be read (%2).</source>
        <translation>无法读取文件夹 %1（%2）。</translation>
    </message>
    <message>
        <source>The folder cannot be read (%1).</source>
        <translation>无法读取文件夹（%1）。</translation>
    </message>
    <message>
        <source>The link leads nowhere.</source>
        <translation>链接的目标不存在。</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>无法读取。</translation>
    </message>
    <message>
        <source>It is not a readable file (a device, pipe or socket).</source>
        <translation>它不是可读取的文件（而是设备、管道或套接字）。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>No row of a metadata file names it.</source>
        <translation>元数据文件中没有任何一行提到它。</translation>
    </message>
    <message>
        <source>The row was not UTF-8 and was read as Windows-1252; check its accents.</source>
        <translation>该行不是 UTF-8，已按 Windows-1252 读取；请检查重音字符。</translation>
    </message>
    <message>
        <source>The row is not a JSON object.</source>
        <translation>该行不是 JSON 对象。</translation>
    </message>
    <message>
        <source>The row has no text in its column &apos;file_name&apos;.</source>
        <translation>该行的列“file_name”中没有文本。</translation>
    </message>
    <message>
        <source>There is no picture &apos;%1&apos; (names are relative to the metadata file&apos;s folder).</source>
        <translation>没有图片“%1”（名称相对于元数据文件所在的文件夹）。</translation>
    </message>
    <message>
        <source>An earlier row already names &apos;%1&apos;.</source>
        <translation>前面已有一行指定了“%1”。</translation>
    </message>
    <message>
        <source>A text is imported with its picture: name that, or their folder.</source>
        <translation>文本随图片一起导入：请指定图片，或它们所在的文件夹。</translation>
    </message>
    <message>
        <source>%1 is not a metadata file of an image folder; such files are .jsonl, .csv and .parquet.</source>
        <translation>%1 不是图像文件夹的元数据文件；此类文件为 .jsonl、.csv 和 .parquet。</translation>
    </message>
    <message>
        <source>Rows that were not UTF-8 were read as Windows-1252; check their accents.</source>
        <translation>不是 UTF-8 的行已按 Windows-1252 读取；请检查重音字符。</translation>
    </message>
    <message>
        <source>There is no picture of this name.</source>
        <translation>没有此名称的图片。</translation>
    </message>
    <message>
        <source>The text is empty.</source>
        <translation>文本为空。</translation>
    </message>
    <message>
        <source>The text was not UTF-8 and was read as Windows-1252; check its accents.</source>
        <translation>文本不是 UTF-8，已按 Windows-1252 读取；请检查重音字符。</translation>
    </message>
    <message>
        <source>Captions were read from %1 .txt files.</source>
        <translation>已从 %1 个 .txt 文件读取描述。</translation>
    </message>
    <message>
        <source>Captions were read from %1 .caption files.</source>
        <translation>已从 %1 个 .caption 文件读取描述。</translation>
    </message>
    <message>
        <source>%1 has no column &apos;%2&apos;; it has: %3.</source>
        <translation>%1 没有列“%2”；它有：%3。</translation>
    </message>
    <message>
        <source>%1 has no column that names pictures (image, file_name, path ...); name it with --column image=NAME.</source>
        <translation>%1 没有给出图片名称的列（image、file_name、path …）；请用 --column image=名称 指定。</translation>
    </message>
    <message>
        <source>The row names no picture in its column &apos;%1&apos;.</source>
        <translation>该行的列“%1”中没有图片名称。</translation>
    </message>
    <message>
        <source>There is no picture &apos;%1&apos; (names are relative to %2).</source>
        <translation>没有图片“%1”（名称相对于 %2）。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a column mapping; write image=COLUMN or SOURCE=COLUMN.</source>
        <translation>“%1”不是列映射；请写成 image=列名 或 来源=列名。</translation>
    </message>
    <message>
        <source>%1 is an empty archive.</source>
        <translation>%1 是空的归档文件。</translation>
    </message>
    <message>
        <source>The text is larger than 16 MB.</source>
        <translation>文本超过 16 MB。</translation>
    </message>
    <message>
        <source>The sample already has a picture: %1.</source>
        <translation>该样本已有图片：%1。</translation>
    </message>
    <message>
        <source>The sample has no picture.</source>
        <translation>该样本没有图片。</translation>
    </message>
    <message>
        <source>It is not a JSON object.</source>
        <translation>它不是 JSON 对象。</translation>
    </message>
    <message>
        <source>%1 was not read: this build cannot read Parquet files.</source>
        <translation>未读取 %1：此构建无法读取 Parquet 文件。</translation>
    </message>
    <message>
        <source>It has no column &apos;key&apos;, so its rows cannot be joined to the shard.</source>
        <translation>它没有列“key”，因此其各行无法与分片合并。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a list of shards; write {00000..00127}.</source>
        <translation>“%1”不是分片列表；请写成 {00000..00127}。</translation>
    </message>
    <message>
        <source>%1 of %2 shards have no statistics file; their download may not have been finished.</source>
        <translation>%2 个分片中有 %1 个没有统计文件；它们可能没有下载完。</translation>
    </message>
    <message>
        <source>The shards&apos; numbers have gaps: %1 between %2 and %3 are missing.</source>
        <translation>分片编号不连续：%2 与 %3 之间缺少 %1 个。</translation>
    </message>
    <message>
        <source>%2 needs Parquet support, which is missing here (%1): run packaging/setup, which fetches Apache Arrow, and build again.</source>
        <translation>%2 需要 Parquet 支持，而此处没有（%1）：请运行 packaging/setup 获取 Apache Arrow 并重新构建。</translation>
    </message>
    <message>
        <source>%1 is not a Parquet file that can be read (%2).</source>
        <translation>%1 不是可读取的 Parquet 文件（%2）。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is compared with a number of %2.</source>
        <translation>“%1”须与整数（%2）比较。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; takes &apos;:&apos; and a text.</source>
        <translation>“%1”后面须为“:”和文本。</translation>
    </message>
    <message>
        <source>there is no status &apos;%1&apos;; did you mean &apos;%2&apos;?</source>
        <translation>没有状态“%1”；您是指“%2”吗？</translation>
    </message>
    <message>
        <source>a status cannot be &apos;%1&apos;; allowed: %2.</source>
        <translation>状态不能为“%1”；可用的有：%2。</translation>
    </message>
    <message>
        <source>&apos;aspect&apos; is width by height: compare it with a number like 1.5 or 3:2.</source>
        <translation>“aspect”是宽高比：请与 1.5 或 3:2 这样的数值比较。</translation>
    </message>
    <message>
        <source>&apos;bucket&apos; takes a training crop, width x height: bucket:576x448, or bucket:288x224@256 for a training at 256 pixels.</source>
        <translation>“bucket”须为训练裁剪的宽 x 高：bucket:576x448；以 256 像素训练时用 bucket:288x224@256。</translation>
    </message>
    <message>
        <source>a training at %1 pixels has no bucket %2.</source>
        <translation>以 %1 像素训练时没有分桶 %2。</translation>
    </message>
    <message>
        <source>an attribute is compared with a number.</source>
        <translation>属性须与数值比较。</translation>
    </message>
    <message>
        <source>&apos;is:&apos; does not take &apos;%1&apos;; did you mean &apos;%2&apos;?</source>
        <translation>“is:”不能用“%1”；您是指“%2”吗？</translation>
    </message>
    <message>
        <source>&apos;clip&apos; is compared with a CLIPScore like 0.25.</source>
        <translation>“clip”须与 0.25 这样的 CLIPScore 比较。</translation>
    </message>
    <message>
        <source>there is no field &apos;%1&apos;; did you mean &apos;%2&apos;? Put a text with a colon in quotation marks.</source>
        <translation>没有字段“%1”；您是指“%2”吗？含冒号的文本请放在引号中。</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>a group</source>
        <translation>组号</translation>
    </message>
    <message>
        <source>The filter is wrong at character %1: %2</source>
        <translation>筛选条件在第 %1 个字符处有误：%2</translation>
    </message>
    <message>
        <source>&apos;-&apos; must be followed by what must not occur.</source>
        <translation>“-”后面须紧接不应出现的内容。</translation>
    </message>
    <message>
        <source>the quotation mark is not closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>the pattern is not closed by a slash.</source>
        <translation>正则表达式缺少结尾的斜杠。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; needs a value after it.</source>
        <translation>“%1”后面需要一个值。</translation>
    </message>
    <message>
        <source>the pattern &apos;%1&apos; cannot be applied (%2).</source>
        <translation>无法应用正则表达式“%1”（%2）。</translation>
    </message>
    <message>
        <source>the pattern is wrong at its character %1 (%2).</source>
        <translation>正则表达式在其第 %1 个字符处有误（%2）。</translation>
    </message>
    <message>
        <source>The provenance of run &apos;%1&apos; in the project is not a JSON object.</source>
        <translation>项目中运行“%1”的来源记录不是 JSON 对象。</translation>
    </message>
    <message>
        <source>There is no run with the number %1.</source>
        <translation>没有编号为 %1 的运行。</translation>
    </message>
    <message>
        <source>A filter needs a name.</source>
        <translation>筛选条件需要名称。</translation>
    </message>
    <message>
        <source>scheduler_config.json: &apos;lambda_min_clipped&apos; leaves no step.</source>
        <translation>scheduler_config.json：“lambda_min_clipped”使得没有剩余的步。</translation>
    </message>
    <message>
        <source>The folder %1 holds no adapter: neither pytorch_lora_weights.safetensors nor adapter_model.safetensors is there.</source>
        <translation>文件夹 %1 中没有适配器：既没有 pytorch_lora_weights.safetensors，也没有 adapter_model.safetensors。</translation>
    </message>
    <message>
        <source>by its tensors it is &apos;%1&apos;.</source>
        <translation>从其张量看，它是“%1”。</translation>
    </message>
    <message>
        <source>its tensors are called %1.</source>
        <translation>其张量名为 %1。</translation>
    </message>
    <message>
        <source>%1 tensors fit no layer of the model: %2. It is an adapter for %3.</source>
        <translation>%1 个张量不对应模型的任何层：%2。它是用于 %3 的适配器。</translation>
    </message>
    <message>
        <source>%1 tensors fit no layer of the model: %2.</source>
        <translation>%1 个张量不对应模型的任何层：%2。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 is not an adapter (LoRA) file: %2</source>
        <translation>%1 不是适配器（LoRA）文件：%2</translation>
    </message>
    <message>
        <source>The tokenizer folder %1 is empty.</source>
        <translation>分词器文件夹 %1 为空。</translation>
    </message>
    <message>
        <source>model_index.json names the sampler %1, scheduler_config.json %2; the latter is used.</source>
        <translation>model_index.json 指定的采样器为 %1，scheduler_config.json 指定的为 %2；将使用后者。</translation>
    </message>
    <message>
        <source>%1 is not a diffusers folder of Stable Diffusion: unet/config.json is missing.</source>
        <translation>%1 不是 Stable Diffusion 的 diffusers 文件夹：缺少 unet/config.json。</translation>
    </message>
    <message>
        <source>%1 holds no moving average: unet_ema is missing.</source>
        <translation>%1 不含移动平均：缺少 unet_ema。</translation>
    </message>
    <message>
        <source>%1 carries a damaged configuration in its metadata: &apos;%2&apos; is missing.</source>
        <translation>%1 的元数据中的配置已损坏：缺少“%2”。</translation>
    </message>
    <message>
        <source>There is no model at &apos;%1&apos;.</source>
        <translation>“%1”处没有模型。</translation>
    </message>
    <message>
        <source>%1 is not usable here. %2</source>
        <translation>%1 在此无法使用。%2</translation>
    </message>
    <message>
        <source>The tokenizer has %1 tokens with those that were added, the text encoder only %2 rows (vocab_size).</source>
        <translation>分词器连同添加的词元共有 %1 个词元，而文本编码器只有 %2 行（vocab_size）。</translation>
    </message>
    <message>
        <source>The %1 cannot be used: %2</source>
        <translation>无法使用%1：%2</translation>
    </message>
    <message>
        <source>scheduler</source>
        <translation>调度器</translation>
    </message>
    <message>
        <source>tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>added tokens: %1</source>
        <translation>添加的词元：%1</translation>
    </message>
    <message>
        <source>The tokenizer has %1 tokens, the text encoder only %2.</source>
        <translation>分词器有 %1 个词元，而文本编码器只有 %2 个。</translation>
    </message>
    <message>
        <source>Each prompt needs a seed of its own.</source>
        <translation>每个提示词都需要各自的种子。</translation>
    </message>
    <message>
        <source>Width and height must be multiples of %1 pixels.</source>
        <translation>宽和高必须是 %1 像素的倍数。</translation>
    </message>
    <message>
        <source>The strength must be above 0 and at most 1.</source>
        <translation>强度必须大于 0 且至多为 1。</translation>
    </message>
    <message>
        <source>The sides of the start picture must be multiples of %1 pixels.</source>
        <translation>起始图片的边长必须是 %1 像素的倍数。</translation>
    </message>
    <message>
        <source>The token &apos;%1&apos; has the id %2 and the text encoder has only %3 rows (vocab_size).</source>
        <translation>词元“%1”的编号为 %2，而文本编码器只有 %3 行（vocab_size）。</translation>
    </message>
    <message>
        <source>The text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步（共 %2 步）</translation>
    </message>
    <message>
        <source>unet/config.json says sample_size %1; 64 is used, as diffusers does for files of its versions before 0.9.</source>
        <translation>unet/config.json 中的 sample_size 为 %1；将使用 64，与 diffusers 对其 0.9 以前版本文件的处理相同。</translation>
    </message>
    <message>
        <source>The image decoder overflowed in half precision; it runs in float32 from now on.</source>
        <translation>图像解码器在半精度下溢出；从现在起以 float32 运行。</translation>
    </message>
    <message>
        <source>The image decoder</source>
        <translation>图像解码器</translation>
    </message>
    <message>
        <source>PNDM with Runge-Kutta warm-up needs at least 4 steps.</source>
        <translation>带 Runge-Kutta 预热的 PNDM 至少需要 4 步。</translation>
    </message>
    <message>
        <source>There is no sampler &apos;%1&apos;; choose one of: %2.</source>
        <translation>没有采样器“%1”；请选择以下之一：%2。</translation>
    </message>
    <message>
        <source>scheduler_config.json does not say %1; %2 is used, as diffusers does when it loads such a model.</source>
        <translation>scheduler_config.json 没有给出 %1；将使用 %2，与 diffusers 加载此类模型时相同。</translation>
    </message>
    <message>
        <source>scheduler_config.json says %1 %2; %3 is used, as diffusers does when it loads such a model.</source>
        <translation>scheduler_config.json 中的 %1 为 %2；将使用 %3，与 diffusers 加载此类模型时相同。</translation>
    </message>
    <message>
        <source>%1 steps reach beyond the model&apos;s %2 training steps.</source>
        <translation>%1 步超出了模型的 %2 个训练步。</translation>
    </message>
    <message>
        <source>A prediction type has no rule.</source>
        <translation>某种预测类型没有对应的规则。</translation>
    </message>
    <message>
        <source>A sampler&apos;s name has no class.</source>
        <translation>某个采样器名称没有对应的类。</translation>
    </message>
    <message>
        <source>scheduler_config.json must be an object.</source>
        <translation>scheduler_config.json 必须是对象。</translation>
    </message>
    <message>
        <source>scheduler_config.json has the field &apos;%1&apos;, which no sampler here has; it is ignored.</source>
        <translation>scheduler_config.json 含有此处任何采样器都没有的字段“%1”；已忽略。</translation>
    </message>
    <message>
        <source>scheduler_config.json does not name its class (&apos;_class_name&apos;).</source>
        <translation>scheduler_config.json 没有给出其类名（“_class_name”）。</translation>
    </message>
    <message>
        <source>The sampler class &apos;%1&apos; is not supported; choose one of: %2.</source>
        <translation>不支持采样器类“%1”；请选择以下之一：%2。</translation>
    </message>
    <message>
        <source>scheduler_config.json: &apos;%1&apos; %2.</source>
        <translation>scheduler_config.json：“%1”%2。</translation>
    </message>
    <message>
        <source>has the value %1, which is not supported</source>
        <translation>的值为 %1，不受支持</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>必须为 true 或 false</translation>
    </message>
    <message>
        <source>must be a whole number from %1 to %2</source>
        <translation>必须是 %1 到 %2 之间的整数</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>必须是数值</translation>
    </message>
    <message>
        <source>must be a list of numbers</source>
        <translation>必须是数值列表</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>必须是文本</translation>
    </message>
    <message>
        <source>is switched on, which is not supported</source>
        <translation>已启用，不受支持</translation>
    </message>
    <message>
        <source>is set, which is not supported</source>
        <translation>已设置，不受支持</translation>
    </message>
    <message>
        <source>has %1 values for &apos;num_train_timesteps&apos; %2</source>
        <translation>有 %1 个值，而“num_train_timesteps”为 %2</translation>
    </message>
    <message>
        <source>The number of steps must be from 1 to %1, the model&apos;s training steps.</source>
        <translation>步数必须在 1 到 %1（模型的训练步数）之间。</translation>
    </message>
    <message>
        <source>its webp data is damaged or of an unusual kind</source>
        <translation>其 WebP 数据已损坏或属于不常见的类型</translation>
    </message>
    <message>
        <source>%1 is cut off: the file ends before its picture does.</source>
        <translation>%1 不完整：图片未结束，文件已结束。</translation>
    </message>
    <message>
        <source>%1 is not a readable picture: %2.</source>
        <translation>%1 不是可读取的图片：%2。</translation>
    </message>
    <message>
        <source>A crop of %1 x %2 at %3, %4 reaches beyond an image of %5 x %6.</source>
        <translation>在 %3, %4 处裁剪 %1 x %2 会超出 %5 x %6 的图像。</translation>
    </message>
    <message>
        <source>its %1 data is damaged or of an unusual kind</source>
        <translation>其 %1 数据已损坏或属于不常见的类型</translation>
    </message>
    <message>
        <source>its header and its pixels differ in size</source>
        <translation>其文件头与像素的尺寸不一致</translation>
    </message>
    <message>
        <source>its pixels are neither 8 nor 16 bit</source>
        <translation>其像素既不是 8 位也不是 16 位</translation>
    </message>
    <message>
        <source>A picture without pixels cannot be encoded.</source>
        <translation>无法编码没有像素的图片。</translation>
    </message>
    <message>
        <source>A picture could not be encoded as %1.</source>
        <translation>无法把图片编码为 %1。</translation>
    </message>
    <message>
        <source>the GIF holds no frame</source>
        <translation>该 GIF 不含任何帧</translation>
    </message>
    <message>
        <source>its GIF data is damaged (%1)</source>
        <translation>其 GIF 数据已损坏（%1）</translation>
    </message>
    <message>
        <source>the GIF has no palette</source>
        <translation>该 GIF 没有调色板</translation>
    </message>
    <message>
        <source>a colour is not in its palette</source>
        <translation>某个颜色不在其调色板中</translation>
    </message>
    <message>
        <source>A sheet needs pictures and columns.</source>
        <translation>拼图需要图片和列数。</translation>
    </message>
    <message>
        <source>A sheet takes RGB pictures only.</source>
        <translation>拼图只接受 RGB 图片。</translation>
    </message>
    <message>
        <source>its TIFF header is damaged</source>
        <translation>其 TIFF 文件头已损坏</translation>
    </message>
    <message>
        <source>its PNG header is damaged</source>
        <translation>其 PNG 文件头已损坏</translation>
    </message>
    <message>
        <source>its JPEG segments are damaged</source>
        <translation>其 JPEG 段已损坏</translation>
    </message>
    <message>
        <source>the JPEG holds no picture</source>
        <translation>该 JPEG 不含图片</translation>
    </message>
    <message>
        <source>its WebP header is damaged</source>
        <translation>其 WebP 文件头已损坏</translation>
    </message>
    <message>
        <source>its JPEG 2000 header is damaged</source>
        <translation>其 JPEG 2000 文件头已损坏</translation>
    </message>
    <message>
        <source>%1 is empty (zero bytes).</source>
        <translation>%1 为空（零字节）。</translation>
    </message>
    <message>
        <source>%1 pictures are not read; convert it to PNG or JPEG</source>
        <translation>不读取 %1 图片；请转换为 PNG 或 JPEG</translation>
    </message>
    <message>
        <source>it is none of PNG, JPEG, WebP, BMP, TIFF, GIF, PNM, JPEG 2000 and Sun raster</source>
        <translation>它不是 PNG、JPEG、WebP、BMP、TIFF、GIF、PNM、JPEG 2000 和 Sun raster 中的任何一种</translation>
    </message>
    <message>
        <source>its size is zero</source>
        <translation>其尺寸为零</translation>
    </message>
    <message>
        <source>%1 claims %2 x %3 pixels, more than the limit of %4 megapixels.</source>
        <translation>%1 声称有 %2 x %3 像素，超过 %4 百万像素的上限。</translation>
    </message>
    <message>
        <source>The picture is in %1, and Parquet files cannot be read here: run packaging/setup, which fetches Apache Arrow, and build again.</source>
        <translation>图片在 %1 中，而此处无法读取 Parquet 文件：请运行 packaging/setup 获取 Apache Arrow 并重新构建。</translation>
    </message>
    <message>
        <source>%1 holds no picture in row %2 of its column &apos;%3&apos;.</source>
        <translation>%1 的列“%3”第 %2 行没有图片。</translation>
    </message>
    <message>
        <source>The shard %1 holds no %2.</source>
        <translation>分片 %1 中没有 %2。</translation>
    </message>
    <message>
        <source>A PNG file cannot be padded to less than its size and one chunk.</source>
        <translation>PNG 文件无法填充到小于自身大小加一个数据块的长度。</translation>
    </message>
    <message>
        <source>The data to pad do not end like a PNG file.</source>
        <translation>要填充的数据结尾不是 PNG 文件的结尾。</translation>
    </message>
    <message>
        <source>An image cannot be resized from %1 x %2 to %3 x %4.</source>
        <translation>图像无法从 %1 x %2 缩放到 %3 x %4。</translation>
    </message>
    <message>
        <source>An image without pixels cannot be resized.</source>
        <translation>没有像素的图像无法缩放。</translation>
    </message>
    <message>
        <source>The archive is cut off here.</source>
        <translation>归档文件在此处中断。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2).</source>
        <translation>无法读取 %1（%2）。</translation>
    </message>
    <message>
        <source>%1 is not an uncompressed tar archive (%2).</source>
        <translation>%1 不是未压缩的 tar 归档文件（%2）。</translation>
    </message>
    <message>
        <source>The archive is damaged or cut off after its last good member (%1).</source>
        <translation>归档文件在最后一个完好的成员之后已损坏或中断（%1）。</translation>
    </message>
    <message>
        <source>The archive has no end mark; it was probably cut off.</source>
        <translation>归档文件没有结束标记；它可能不完整。</translation>
    </message>
    <message>
        <source>It is a link or a device, which is not followed.</source>
        <translation>它是链接或设备，不予跟随。</translation>
    </message>
    <message>
        <source>The archive %1 no longer holds %2 where it did; import it again.</source>
        <translation>归档文件 %1 的原位置已不再是 %2；请重新导入。</translation>
    </message>
    <message>
        <source>%1 is cut off.</source>
        <translation>%1 不完整。</translation>
    </message>
    <message>
        <source>There is not enough memory. Use a smaller batch or image size.</source>
        <translation>内存不足。请使用更小的批次或图像尺寸。</translation>
    </message>
    <message>
        <source>An exception of unknown type ended the work.</source>
        <translation>未知类型的异常终止了此项工作。</translation>
    </message>
    <message>
        <source>There are no references to compare a caption with.</source>
        <translation>没有可与描述比较的参考描述。</translation>
    </message>
    <message>
        <source>There is no vocab.json or tokenizer.json in %1, and its model does not use CLIP&apos;s usual vocabulary.</source>
        <translation>%1 中没有 vocab.json 或 tokenizer.json，且其模型不使用 CLIP 通常的词表。</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; must be three numbers.</source>
        <translation>%1：“%2”必须是三个数值。</translation>
    </message>
    <message>
        <source>The vocabulary in %1 is larger than the model&apos;s.</source>
        <translation>%1 中的词表比模型的词表大。</translation>
    </message>
    <message>
        <source>%1 makes pictures of a size other than the model&apos;s %2 pixels.</source>
        <translation>%1 生成的图片尺寸与模型的 %2 像素不同。</translation>
    </message>
    <message>
        <source>%1: &apos;image_std&apos; must be above 0.</source>
        <translation>%1：“image_std”必须大于 0。</translation>
    </message>
    <message>
        <source>A metric has %1 values for %2 images.</source>
        <translation>指标有 %1 个值，而图像有 %2 张。</translation>
    </message>
    <message>
        <source>Embeddings to be compared must have the same width.</source>
        <translation>要比较的嵌入向量宽度必须相同。</translation>
    </message>
    <message>
        <source>CLIPScores need one text for each image, not %1 for %2.</source>
        <translation>CLIPScore 要求每张图像对应一条文本，而现在是 %1 条文本对 %2 张图像。</translation>
    </message>
    <message>
        <source>CMMD compares two sets of embeddings, and one is empty.</source>
        <translation>CMMD 比较两组嵌入向量，而其中一组为空。</translation>
    </message>
    <message>
        <source>Feature vectors must have one common width above zero.</source>
        <translation>特征向量必须具有相同且大于零的宽度。</translation>
    </message>
    <message>
        <source>%1 weights were given for %2 feature vectors.</source>
        <translation>给出了 %1 个权重，而特征向量有 %2 个。</translation>
    </message>
    <message>
        <source>Feature statistics need at least two images.</source>
        <translation>特征统计至少需要两张图像。</translation>
    </message>
    <message>
        <source>A Frechet distance needs features of the same width, not %1 and %2.</source>
        <translation>Fréchet 距离要求特征宽度相同，而现在是 %1 和 %2。</translation>
    </message>
    <message>
        <source>An inception score with %1 splits needs at least as many images.</source>
        <translation>分为 %1 份的 Inception 分数至少需要同样多的图像。</translation>
    </message>
    <message>
        <source>The lists of prompts and judged images differ in length (%1 and %2).</source>
        <translation>提示词列表与已评判图像列表的长度不同（%1 和 %2）。</translation>
    </message>
    <message>
        <source>A kernel distance needs two sets of features of the same width.</source>
        <translation>核距离需要两组宽度相同的特征。</translation>
    </message>
    <message>
        <source>A subset kernel distance needs the same number of subsets on both sides.</source>
        <translation>子集核距离要求两侧的子集数量相同。</translation>
    </message>
    <message>
        <source>Coverage with %1 neighbours needs more rows than that.</source>
        <translation>使用 %1 个近邻的覆盖率需要更多的行。</translation>
    </message>
    <message>
        <source>There is no metric &apos;%1&apos;.</source>
        <translation>没有指标“%1”。</translation>
    </message>
    <message>
        <source>A paired comparison needs the same prompts on both sides, not %1 and %2.</source>
        <translation>配对比较要求两侧的提示词相同，而现在是 %1 个和 %2 个。</translation>
    </message>
    <message>
        <source>R-precision needs one order of all images and at least one image per bin.</source>
        <translation>R-precision 需要所有图像的一个排列，且每组至少一张图像。</translation>
    </message>
    <message>
        <source>The autoencoder&apos;s %1 has shape %2 but must be [B, %3, H, W].</source>
        <translation>自动编码器的 %1 形状为 %2，但必须是 [B, %3, H, W]。</translation>
    </message>
    <message>
        <source>block_out_channels needs 1 to 15 numbers</source>
        <translation>block_out_channels 需要 1 到 15 个数值</translation>
    </message>
    <message>
        <source>counts must be positive</source>
        <translation>各数量必须为正</translation>
    </message>
    <message>
        <source>block types and block_out_channels must have the same length</source>
        <translation>各块类型列表与 block_out_channels 的长度必须相同</translation>
    </message>
    <message>
        <source>down_block_types knows DownEncoderBlock2D only</source>
        <translation>down_block_types 只支持 DownEncoderBlock2D</translation>
    </message>
    <message>
        <source>up_block_types knows UpDecoderBlock2D only</source>
        <translation>up_block_types 只支持 UpDecoderBlock2D</translation>
    </message>
    <message>
        <source>block_out_channels must be multiples of norm_num_groups</source>
        <translation>block_out_channels 必须是 norm_num_groups 的倍数</translation>
    </message>
    <message>
        <source>latents_mean and latents_std come together</source>
        <translation>latents_mean 与 latents_std 必须同时给出</translation>
    </message>
    <message>
        <source>latents_mean and latents_std need one number for each latent channel</source>
        <translation>latents_mean 和 latents_std 的每个潜变量通道都需要一个数值</translation>
    </message>
    <message>
        <source>scaling_factor must not be 0</source>
        <translation>scaling_factor 不能为 0</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 不是对象</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>它不是 JSON 对象</translation>
    </message>
    <message>
        <source>sizes in vision_config must be positive</source>
        <translation>vision_config 中的尺寸必须为正</translation>
    </message>
    <message>
        <source>sizes in text_config must be positive</source>
        <translation>text_config 中的尺寸必须为正</translation>
    </message>
    <message>
        <source>hidden_size must be a multiple of num_attention_heads</source>
        <translation>hidden_size 必须是 num_attention_heads 的倍数</translation>
    </message>
    <message>
        <source>encoder_hidden_size must equal the vision_config&apos;s hidden_size</source>
        <translation>encoder_hidden_size 必须等于 vision_config 的 hidden_size</translation>
    </message>
    <message>
        <source>The captioner&apos;s text has shape %1 after %2 tokens, but at most %3 tokens fit.</source>
        <translation>描述模型的文本在 %2 个词元之后形状为 %1，但最多容纳 %3 个词元。</translation>
    </message>
    <message>
        <source>The captioner&apos;s image has shape %1 but must be [B, 3, %2, %2].</source>
        <translation>描述模型的图像形状为 %1，但必须是 [B, 3, %2, %2]。</translation>
    </message>
    <message>
        <source>projection_dim must be positive</source>
        <translation>projection_dim 必须为正</translation>
    </message>
    <message>
        <source>sizes must be positive</source>
        <translation>尺寸必须为正</translation>
    </message>
    <message>
        <source>The text encoder&apos;s input has shape %1 but must be [B, 1 to %2].</source>
        <translation>文本编码器的输入形状为 %1，但必须是 [B, 1 到 %2]。</translation>
    </message>
    <message>
        <source>Option clip_skip must be from 1 to %1 for this text encoder.</source>
        <translation>对此文本编码器，选项 clip_skip 必须在 1 到 %1 之间。</translation>
    </message>
    <message>
        <source>CLIP&apos;s image has shape %1 but must be [B, 3, %2, %2].</source>
        <translation>CLIP 的图像形状为 %1，但必须是 [B, 3, %2, %2]。</translation>
    </message>
    <message>
        <source>The %1 of the file has no usable &apos;%2&apos;.</source>
        <translation>该文件的 %1 没有可用的“%2”。</translation>
    </message>
    <message>
        <source>The file is not of a published size and does not say how many attention heads it has; %1 are assumed in the UNet and %2 in the text encoder.</source>
        <translation>该文件不是已公布的尺寸，也没有说明注意力头的数量；假定 UNet 有 %1 个，文本编码器有 %2 个。</translation>
    </message>
    <message>
        <source>The file does not say how many groups its normalisation has; %1 are assumed in the UNet and %2 in the autoencoder.</source>
        <translation>该文件没有说明归一化的组数；假定 UNet 有 %1 组，自动编码器有 %2 组。</translation>
    </message>
    <message>
        <source>Its vocabulary has %1 entries and is not in the file; CLIP&apos;s own does not fit it.</source>
        <translation>其词表有 %1 个条目，且不在文件中；CLIP 自带的词表与之不符。</translation>
    </message>
    <message>
        <source>Give the folder of a model of the same kind as configuration to have the exact numbers.</source>
        <translation>要得到准确的数值，请把同类模型的文件夹作为配置。</translation>
    </message>
    <message>
        <source>The model has no layer &apos;%1&apos; for an adapter.</source>
        <translation>模型中没有可供适配器使用的层“%1”。</translation>
    </message>
    <message>
        <source>The adapter of &apos;%1&apos; changes a weight of %2 x %3, but the model&apos;s has shape %4.</source>
        <translation>“%1”的适配器改变的权重为 %2 x %3，而模型的权重形状为 %4。</translation>
    </message>
    <message>
        <source>No layer of the model ends with one of: %1.</source>
        <translation>模型中没有名称以下列之一结尾的层：%1。</translation>
    </message>
    <message>
        <source>The configuration of %1 is not a JSON object.</source>
        <translation>%1 的配置不是 JSON 对象。</translation>
    </message>
    <message>
        <source>The configuration of %1 has a field &apos;%2&apos; that is not %3.</source>
        <translation>%1 的配置中有字段“%2”，它不是%3。</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>整数列表</translation>
    </message>
    <message>
        <source>a whole number or null</source>
        <translation>整数或 null</translation>
    </message>
    <message>
        <source>a number or null</source>
        <translation>数值或 null</translation>
    </message>
    <message>
        <source>a list of numbers or null</source>
        <translation>数值列表或 null</translation>
    </message>
    <message>
        <source>%1: %2 %3 is not supported.</source>
        <translation>%1：不支持 %2 %3。</translation>
    </message>
    <message>
        <source>The configuration of %1: %2.</source>
        <translation>%1 的配置：%2。</translation>
    </message>
    <message>
        <source>The UNet&apos;s %1 has shape %2 but must be %3.</source>
        <translation>UNet 的 %1 形状为 %2，但必须是 %3。</translation>
    </message>
    <message>
        <source>block_out_channels needs positive numbers</source>
        <translation>block_out_channels 需要正数</translation>
    </message>
    <message>
        <source>norm_num_groups must be positive</source>
        <translation>norm_num_groups 必须为正</translation>
    </message>
    <message>
        <source>down_block_types, up_block_types and block_out_channels must have the same length</source>
        <translation>down_block_types、up_block_types 和 block_out_channels 的长度必须相同</translation>
    </message>
    <message>
        <source>down_block_types knows CrossAttnDownBlock2D and DownBlock2D only</source>
        <translation>down_block_types 只支持 CrossAttnDownBlock2D 和 DownBlock2D</translation>
    </message>
    <message>
        <source>up_block_types knows CrossAttnUpBlock2D and UpBlock2D only</source>
        <translation>up_block_types 只支持 CrossAttnUpBlock2D 和 UpBlock2D</translation>
    </message>
    <message>
        <source>downsample_padding must be 1</source>
        <translation>downsample_padding 必须为 1</translation>
    </message>
    <message>
        <source>channel counts must be positive</source>
        <translation>通道数必须为正</translation>
    </message>
    <message>
        <source>layers_per_block, transformer_layers_per_block and attention_head_dim need one positive number, or one for each level</source>
        <translation>layers_per_block、transformer_layers_per_block 和 attention_head_dim 需要一个正数，或每个层级各一个</translation>
    </message>
    <message>
        <source>block_out_channels must be multiples of the number of heads</source>
        <translation>block_out_channels 必须是注意力头数量的倍数</translation>
    </message>
    <message>
        <source>The activation &apos;%1&apos; is not implemented.</source>
        <translation>激活函数“%1”尚未实现。</translation>
    </message>
    <message>
        <source>An activation has no formula.</source>
        <translation>某个激活函数没有公式。</translation>
    </message>
    <message>
        <source>A low-rank adapter has factors that do not fit: down has %1 rows, up has %2 columns.</source>
        <translation>低秩适配器的两个因子不匹配：down 有 %1 行，up 有 %2 列。</translation>
    </message>
    <message>
        <source>This kappa needs the same number of ratings, at least two, on every item.</source>
        <translation>此 kappa 要求每个项目的评分数量相同，且至少两个。</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa needs two raters who rated the same items.</source>
        <translation>Cohen 的 kappa 需要两位评审员评过相同的项目。</translation>
    </message>
    <message>
        <source>A table of wins must be square.</source>
        <translation>胜负表必须是方阵。</translation>
    </message>
    <message>
        <source>A correlation needs two lists of the same length with at least three values.</source>
        <translation>相关系数需要两个长度相同、至少含三个值的列表。</translation>
    </message>
    <message>
        <source>Tensors of type %1 cannot be stored in a safetensors file.</source>
        <translation>类型为 %1 的张量无法保存到 safetensors 文件中。</translation>
    </message>
    <message>
        <source>A network takes pictures with three channels only.</source>
        <translation>网络只接受三通道的图片。</translation>
    </message>
    <message>
        <source>The file is not a Stable Diffusion 1.x single-file checkpoint: %1</source>
        <translation>该文件不是 Stable Diffusion 1.x 的单文件检查点：%1</translation>
    </message>
    <message>
        <source>it has no tensors &apos;%1...&apos;.</source>
        <translation>它没有名为“%1...”的张量。</translation>
    </message>
    <message>
        <source>A picture also needs %1.</source>
        <translation>绘制图片还需要 %1。</translation>
    </message>
    <message>
        <source>An adapter is given beside a model (--lora).</source>
        <translation>适配器须与模型一起给出（--lora）。</translation>
    </message>
    <message>
        <source>its UNet has too many blocks.</source>
        <translation>其 UNet 的块过多。</translation>
    </message>
    <message>
        <source>Tensor &apos;%1&apos; has no place in the single-file layout.</source>
        <translation>张量“%1”在单文件布局中没有位置。</translation>
    </message>
    <message>
        <source>%1 holds numbers too large for the type asked for, in tensors: %2. Load it in float32 or bfloat16.</source>
        <translation>%1 中有对所要求的类型来说过大的数值，位于张量：%2。请以 float32 或 bfloat16 加载。</translation>
    </message>
    <message>
        <source>The adapter of &apos;%1&apos; lacks one of its two factors.</source>
        <translation>“%1”的适配器缺少两个因子之一。</translation>
    </message>
    <message>
        <source>The two factors of the adapter of &apos;%1&apos; do not fit together.</source>
        <translation>“%1”的适配器的两个因子不匹配。</translation>
    </message>
    <message>
        <source>%1 tensors of the adapter file fit no layer of the model: %2.</source>
        <translation>适配器文件中有 %1 个张量不对应模型的任何层：%2。</translation>
    </message>
    <message>
        <source>The file holds adapters of a kind that is not supported: %1. Convert them to LoRA with the program that made them.</source>
        <translation>该文件含有不支持的适配器类型：%1。请用生成它们的程序将其转换为 LoRA。</translation>
    </message>
    <message>
        <source>File %1 cannot be read: %2.</source>
        <translation>无法读取文件 %1：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be read as pickled tensors: %2.</source>
        <translation>无法将 %1 作为 pickle 张量读取：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 holds no dictionary of tensors, so it is not a weights file.</source>
        <translation>%1 不含张量字典，因此不是权重文件。</translation>
    </message>
    <message>
        <source>File %1 holds no tensor &apos;%2&apos;.</source>
        <translation>文件 %1 中没有张量“%2”。</translation>
    </message>
    <message>
        <source>%1 is not a valid safetensors file: %2.</source>
        <translation>%1 不是有效的 safetensors 文件：%2。</translation>
    </message>
    <message>
        <source>%1 names &apos;%2&apos;, which is not a plain file name.</source>
        <translation>%1 中的“%2”不是单纯的文件名。</translation>
    </message>
    <message>
        <source>%1 has no object &apos;weight_map&apos;.</source>
        <translation>%1 没有对象“weight_map”。</translation>
    </message>
    <message>
        <source>%1 gives no file name for &apos;%2&apos;.</source>
        <translation>%1 没有给出“%2”的文件名。</translation>
    </message>
    <message>
        <source>Folder %1 holds no weights: it has neither %2.safetensors nor %3.bin.</source>
        <translation>文件夹 %1 中没有权重：既没有 %2.safetensors，也没有 %3.bin。</translation>
    </message>
    <message>
        <source>Tensor &apos;%1&apos; is in %2 and in another shard.</source>
        <translation>张量“%1”既在 %2 中，也在另一个分片中。</translation>
    </message>
    <message>
        <source>an inpainting model</source>
        <translation>图像修补（inpainting）模型</translation>
    </message>
    <message>
        <source>a model that edits pictures by instruction (instruct-pix2pix)</source>
        <translation>按指令编辑图片的模型（instruct-pix2pix）</translation>
    </message>
    <message>
        <source>a model with inputs beside the latents</source>
        <translation>除潜变量外还有其他输入的模型</translation>
    </message>
    <message>
        <source>%1 is not a usable ZIP archive: %2.</source>
        <translation>%1 不是可用的 ZIP 归档文件：%2。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>the id of the added token &apos;%1&apos; is not a number of the vocabulary</source>
        <translation>所添加词元“%1”的编号不是词表中的编号</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in added_tokens_decoder is not a number of the vocabulary</source>
        <translation>added_tokens_decoder 中的“%1”不是词表中的编号</translation>
    </message>
    <message>
        <source>it is not JSON: %1</source>
        <translation>它不是 JSON：%1</translation>
    </message>
    <message>
        <source>added_tokens_decoder is not an object</source>
        <translation>added_tokens_decoder 不是对象</translation>
    </message>
    <message>
        <source>the added token %1 has no content</source>
        <translation>所添加的词元 %1 没有内容</translation>
    </message>
    <message>
        <source>an added token has no content or id</source>
        <translation>某个添加的词元没有内容或编号</translation>
    </message>
    <message>
        <source>%1 is not JSON: %2</source>
        <translation>%1 不是 JSON：%2</translation>
    </message>
    <message>
        <source>%1 must be an object of tokens and ids.</source>
        <translation>%1 必须是由词元及其编号组成的对象。</translation>
    </message>
    <message>
        <source>The id of &apos;%1&apos; in %2 is not a small number.</source>
        <translation>%2 中“%1”的编号不是较小的数值。</translation>
    </message>
    <message>
        <source>A merge in %1 is not two tokens: &apos;%2&apos;.</source>
        <translation>%1 中有一条合并规则不是两个词元：“%2”。</translation>
    </message>
    <message>
        <source>%1 holds no BPE model with vocab and merges.</source>
        <translation>%1 不含带有 vocab 和 merges 的 BPE 模型。</translation>
    </message>
    <message>
        <source>A merge in %1 is not two tokens.</source>
        <translation>%1 中有一条合并规则不是两个词元。</translation>
    </message>
    <message>
        <source>The tokenizer %1 has no file %2.</source>
        <translation>分词器 %1 没有文件 %2。</translation>
    </message>
    <message>
        <source>A tokenizer needs room for the start and end tokens.</source>
        <translation>分词器需要为起始和结束词元留出位置。</translation>
    </message>
    <message>
        <source>%1 &apos;%2&apos; is not in the vocabulary.</source>
        <translation>%1“%2”不在词表中。</translation>
    </message>
    <message>
        <source>The vocabulary has no %1 token.</source>
        <translation>词表中没有 %1 词元。</translation>
    </message>
    <message>
        <source>There is no image with a caption to train on.</source>
        <translation>没有可用于训练的带描述的图像。</translation>
    </message>
    <message>
        <source>A set of option &apos;mixture&apos; has no image to train on.</source>
        <translation>选项“mixture”中有一个集合没有可训练的图像。</translation>
    </message>
    <message>
        <source>%1 is not a complete checkpoint: %2 is missing. Remove the folder to continue from the one before.</source>
        <translation>%1 不是完整的检查点：缺少 %2。请移除该文件夹，以便从上一个检查点继续。</translation>
    </message>
    <message>
        <source>%1 is not a complete checkpoint: %2 has %3 bytes instead of %4. Remove the folder to continue from the one before.</source>
        <translation>%1 不是完整的检查点：%2 有 %3 字节，而应有 %4 字节。请移除该文件夹，以便从上一个检查点继续。</translation>
    </message>
    <message>
        <source>The checkpoint was made with %1 = %2, the run asks for %3. Start a new run instead.</source>
        <translation>创建该检查点时 %1 = %2，而运行要求 %3。请改为启动新的运行。</translation>
    </message>
    <message>
        <source>%1 is not a complete checkpoint: %2 or %3 is missing. Choose a folder named checkpoint-&lt;step&gt;.</source>
        <translation>%1 不是完整的检查点：缺少 %2 或 %3。请选择名为 checkpoint-&lt;step&gt; 的文件夹。</translation>
    </message>
    <message>
        <source>%1 is not the state of a training run (%2). Remove the folder to continue from the one before.</source>
        <translation>%1 不是训练运行的状态（%2）。请移除该文件夹，以便从上一个检查点继续。</translation>
    </message>
    <message>
        <source>There is no device &apos;%1&apos;; use auto, cpu, cuda or cuda:N.</source>
        <translation>没有设备“%1”；请使用 auto、cpu、cuda 或 cuda:N。</translation>
    </message>
    <message>
        <source>The %1 became %2 at step %3. Continue from the last checkpoint with a lower learning rate.</source>
        <translation>%1在第 %3 步变为 %2。请以较低的学习率从最后一个检查点继续。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>The smoothed loss has risen from %1 to %2 at step %3. Continue from the last checkpoint with a lower learning rate, or raise divergence_factor.</source>
        <translation>平滑后的损失在第 %3 步已从 %1 升到 %2。请以较低的学习率从最后一个检查点继续，或调高 divergence_factor。</translation>
    </message>
    <message>
        <source>The checkpoint is not complete: &apos;%1&apos; is missing or has a different shape.</source>
        <translation>检查点不完整：“%1”缺失或形状不同。</translation>
    </message>
    <message>
        <source>The saved moving average lacks &apos;%1&apos; or has it in a different shape.</source>
        <translation>保存的移动平均中缺少“%1”，或其形状不同。</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder.</source>
        <translation>无法写入 %1。请检查文件夹。</translation>
    </message>
    <message>
        <source>The loss of %1 became %2 at step %3. Use a lower learning rate.</source>
        <translation>%1 的损失在第 %3 步变为 %2。请使用较低的学习率。</translation>
    </message>
    <message>
        <source>The adapters do not fit this run: &apos;%1&apos; is missing or has a different rank or scale.</source>
        <translation>适配器与此运行不匹配：“%1”缺失，或其秩或缩放不同。</translation>
    </message>
    <message>
        <source>The adapters do not fit this run: they have additional layers.</source>
        <translation>适配器与此运行不匹配：它们有额外的层。</translation>
    </message>
    <message>
        <source>Unknown learning-rate schedule &apos;%1&apos;; allowed: constant, constant_with_warmup, linear, cosine, cosine_with_restarts, polynomial.</source>
        <translation>未知的学习率调度“%1”；可用的有：constant、constant_with_warmup、linear、cosine、cosine_with_restarts、polynomial。</translation>
    </message>
    <message>
        <source>The part &apos;%1&apos; of the option mixture must begin with a weight above 0, such as &apos;0.5 tag:mine&apos;.</source>
        <translation>选项 mixture 的部分“%1”必须以大于 0 的权重开头，例如“0.5 tag:mine”。</translation>
    </message>
    <message>
        <source>A weight of the option mixture is less than a thousandth of all weights together.</source>
        <translation>选项 mixture 中有一个权重不到全部权重之和的千分之一。</translation>
    </message>
    <message>
        <source>The optimiser state lacks &apos;%1&apos; or has it in a different shape.</source>
        <translation>优化器状态中缺少“%1”，或其形状不同。</translation>
    </message>
    <message>
        <source>Unknown optimiser &apos;%1&apos;; allowed: adamw, adamw8bit, lion, adafactor.</source>
        <translation>未知的优化器“%1”；可用的有：adamw、adamw8bit、lion、adafactor。</translation>
    </message>
    <message>
        <source>The environment variable %1 is &apos;%2&apos;, not a number. Start with torchrun.</source>
        <translation>环境变量 %1 为“%2”，不是数值。请用 torchrun 启动。</translation>
    </message>
    <message>
        <source>RANK %1 does not fit WORLD_SIZE %2. Start with torchrun.</source>
        <translation>RANK %1 与 WORLD_SIZE %2 不符。请用 torchrun 启动。</translation>
    </message>
    <message>
        <source>The other processes could not be reached at %1:%2: %3</source>
        <translation>无法在 %1:%2 连接到其他进程：%3</translation>
    </message>
    <message>
        <source>This build trains with one process only: the Gloo headers (libgloo-dev) were missing.</source>
        <translation>此构建只能用一个进程训练：缺少 Gloo 头文件（libgloo-dev）。</translation>
    </message>
    <message>
        <source>An image without a caption cannot be trained on; leave it out of the set.</source>
        <translation>没有描述的图像无法用于训练；请将其从集合中排除。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>the adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>the weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>the state of %1</source>
        <translation>%1 的状态</translation>
    </message>
    <message>
        <source>step %1 of the %2 schedule</source>
        <translation>%2 调度的第 %1 步</translation>
    </message>
    <message>
        <source>the position in the data order and every random generator (seed %1)</source>
        <translation>数据顺序中的位置和所有随机数生成器（种子 %1）</translation>
    </message>
    <message>
        <source>the moving averages</source>
        <translation>移动平均</translation>
    </message>
    <message>
        <source>the loss scale</source>
        <translation>损失缩放系数</translation>
    </message>
    <message>
        <source>The style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>No image has a human caption of source &apos;%1&apos; or &apos;%2&apos;. Write or import some first, a few hundred are enough.</source>
        <translation>没有图像具有来源为“%1”或“%2”的人工描述。请先写一些或导入一些，几百条就够了。</translation>
    </message>
    <message>
        <source>None of the images with a human caption could be read.</source>
        <translation>带人工描述的图像一张也无法读取。</translation>
    </message>
    <message>
        <source>There is no captioner &apos;%1&apos;: neither a folder with config.json nor a finished captioner run of this project.</source>
        <translation>没有描述模型“%1”：它既不是含 config.json 的文件夹，也不是本项目中已完成的描述模型运行。</translation>
    </message>
    <message>
        <source>The project has no caption source &apos;%1&apos;.</source>
        <translation>项目中没有描述来源“%1”。</translation>
    </message>
    <message>
        <source>Enter the text to find.</source>
        <translation>请输入要查找的文本。</translation>
    </message>
    <message>
        <source>In the search text</source>
        <translation>在查找的文本中</translation>
    </message>
    <message>
        <source>In the replacement</source>
        <translation>在替换的文本中</translation>
    </message>
    <message>
        <source>The file no longer holds the picture that was imported; import it again.</source>
        <translation>该文件已不是导入时的图片；请重新导入。</translation>
    </message>
    <message>
        <source>A batch has from 1 to 4096 pictures.</source>
        <translation>每批为 1 到 4096 张图片。</translation>
    </message>
    <message>
        <source>%1 is not empty; an export needs a new folder.</source>
        <translation>%1 不为空；导出需要新的文件夹。</translation>
    </message>
    <message>
        <source>It has none of the captions asked for.</source>
        <translation>它没有所要求的任何描述。</translation>
    </message>
    <message>
        <source>It is part of a sample that is neither a picture nor a caption.</source>
        <translation>它是样本的一部分，但既不是图片也不是描述。</translation>
    </message>
    <message>
        <source>There is no folder or file %1.</source>
        <translation>文件夹或文件 %1 不存在。</translation>
    </message>
    <message>
        <source>There is no picture in this folder (png, jpg, webp, bmp, tif, gif, ppm, jp2), no tar shard and no Parquet table.</source>
        <translation>此文件夹中没有图片（png、jpg、webp、bmp、tif、gif、ppm、jp2），没有 tar 分片，也没有 Parquet 表格。</translation>
    </message>
    <message>
        <source>There is no Parquet table in %1.</source>
        <translation>%1 中没有 Parquet 表格。</translation>
    </message>
    <message>
        <source>The kind &apos;%1&apos; reads a folder or one picture, and %2 is neither.</source>
        <translation>类型“%1”读取文件夹或单张图片，而 %2 两者都不是。</translation>
    </message>
    <message>
        <source>The folder was not searched: it is hidden or a trainer&apos;s cache.</source>
        <translation>未查找该文件夹：它是隐藏的或是训练程序的缓存。</translation>
    </message>
    <message>
        <source>There is no tar shard at %1.</source>
        <translation>%1 处没有 tar 分片。</translation>
    </message>
    <message>
        <source>1 shard was read.</source>
        <translation>已读取 1 个分片。</translation>
    </message>
    <message>
        <source>%1 shards were read.</source>
        <translation>已读取 %1 个分片。</translation>
    </message>
    <message>
        <source>The kind &apos;%1&apos; does not read texts beside pictures.</source>
        <translation>类型“%1”不读取图片旁边的文本。</translation>
    </message>
    <message>
        <source>No row of the captions&apos; file names it.</source>
        <translation>描述文件中没有任何一行提到它。</translation>
    </message>
    <message>
        <source>The file cannot be read; check its permissions.</source>
        <translation>无法读取该文件；请检查其权限。</translation>
    </message>
    <message>
        <source>The text has changed, but the caption was edited here: the new text was kept as an older version of &apos;%1&apos;.</source>
        <translation>文本已更改，但描述已在此处编辑过：新文本已作为“%1”的较早版本保存。</translation>
    </message>
    <message>
        <source>There is no metric &apos;%1&apos;; there are: %2.</source>
        <translation>没有指标“%1”；可用的有：%2。</translation>
    </message>
    <message>
        <source>The project has no run number %1.</source>
        <translation>项目中没有编号为 %1 的运行。</translation>
    </message>
    <message>
        <source>%1 of %2 prompts name no object that the demo&apos;s judge knows, e.g. &apos;%3&apos;. Their pictures count for the Frechet distance only.</source>
        <translation>%2 个提示词中有 %1 个没有提到演示评判模型认识的对象，例如“%3”。它们的图片只计入 Fréchet 距离。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is judged by %2 pictures and &apos;%3&apos; by %4; %5 are of the same prompt and seed.</source>
        <translation>“%1”按 %2 张图片评判，“%3”按 %4 张评判；其中 %5 张的提示词和种子相同。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>A pair names a run that is not judged.</source>
        <translation>某个配对指定了未参与评判的运行。</translation>
    </message>
    <message>
        <source>The single file %1 is converted once to a folder in the project&apos;s cache.</source>
        <translation>单文件模型 %1 将一次性转换为项目缓存中的文件夹。</translation>
    </message>
    <message>
        <source>%1 already exists; choose another name, or allow replacing it (--overwrite).</source>
        <translation>%1 已存在；请另选名称，或允许替换它（--overwrite）。</translation>
    </message>
    <message>
        <source>The input cannot be replaced by its own conversion.</source>
        <translation>输入不能被它自己的转换结果替换。</translation>
    </message>
    <message>
        <source>There is no file or folder &apos;%1&apos;.</source>
        <translation>没有文件或文件夹“%1”。</translation>
    </message>
    <message>
        <source>%1 is an adapter (LoRA), which has no single-file layout; choose kohya or peft.</source>
        <translation>%1 是适配器（LoRA），没有单文件布局；请选择 kohya 或 peft。</translation>
    </message>
    <message>
        <source>%1 names no layer of a Stable Diffusion 1.x model.</source>
        <translation>%1 中没有 Stable Diffusion 1.x 模型的任何层。</translation>
    </message>
    <message>
        <source>Left out, because no layer has this name: %1</source>
        <translation>已略去，因为没有此名称的层：%1</translation>
    </message>
    <message>
        <source>The folder %1 holds no weights.</source>
        <translation>文件夹 %1 中没有权重。</translation>
    </message>
    <message>
        <source>Different shape: %1%2.</source>
        <translation>形状不同：%1%2。</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>无法使用 %1：%2</translation>
    </message>
    <message>
        <source>The part &apos;%1&apos; (%2) has no folder.</source>
        <translation>部分“%1”（%2）没有文件夹。</translation>
    </message>
    <message>
        <source>The part &apos;%1&apos; cannot be used: %2</source>
        <translation>无法使用部分“%1”：%2</translation>
    </message>
    <message>
        <source>Different shape: %1.%2.</source>
        <translation>形状不同：%1.%2。</translation>
    </message>
    <message>
        <source>Some of its layers are not layers of Stable Diffusion 1.x, so it is not applied.</source>
        <translation>它的一些层不是 Stable Diffusion 1.x 的层，因此不会应用。</translation>
    </message>
    <message>
        <source>The folder &apos;%1&apos; holds neither model_index.json nor config.json, so it is not a model folder.</source>
        <translation>文件夹“%1”中既没有 model_index.json 也没有 config.json，因此不是模型文件夹。</translation>
    </message>
    <message>
        <source>%1 holds no list &apos;models&apos;.</source>
        <translation>%1 没有列表“models”。</translation>
    </message>
    <message>
        <source>%1 holds a model without &apos;id&apos; or &apos;files&apos;.</source>
        <translation>%1 中有一个模型缺少“id”或“files”。</translation>
    </message>
    <message>
        <source>%1 has SHA-256 %2, published is %3.</source>
        <translation>%1 的 SHA-256 为 %2，公布的为 %3。</translation>
    </message>
    <message>
        <source>There is no part &apos;%1&apos;; parts are judge, clip, vae, captioner, base.</source>
        <translation>没有部分“%1”；可用的部分为 judge、clip、vae、captioner、base。</translation>
    </message>
    <message>
        <source>There is already a project at %1.</source>
        <translation>%1 处已有项目。</translation>
    </message>
    <message>
        <source>%1 is not empty; a new project needs a folder of its own.</source>
        <translation>%1 不为空；新项目需要单独的文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written. Check its permissions.</source>
        <translation>无法写入文件夹 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>The run &apos;%1&apos; was interrupted when the program ended; it can be continued.</source>
        <translation>运行“%1”因程序结束而中断；可以继续。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written.</source>
        <translation>无法写入文件 %1。</translation>
    </message>
    <message>
        <source>Another program is already working on run %1.</source>
        <translation>另一个程序已在处理运行 %1。</translation>
    </message>
    <message>
        <source>its field &apos;%1&apos; is missing or not a text</source>
        <translation>其字段“%1”缺失或不是文本</translation>
    </message>
    <message>
        <source>its field &apos;%1&apos; is not a time in milliseconds</source>
        <translation>其字段“%1”不是以毫秒计的时间</translation>
    </message>
    <message>
        <source>it is not an object</source>
        <translation>它不是对象</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an answer</source>
        <translation>“%1”不是有效的回答</translation>
    </message>
    <message>
        <source>the file answers this item twice</source>
        <translation>该文件对此项目回答了两次</translation>
    </message>
    <message>
        <source>this rater&apos;s answer has been merged before</source>
        <translation>此评审员的回答此前已合并</translation>
    </message>
    <message>
        <source>it is not a file of rating answers</source>
        <translation>它不是评审回答文件</translation>
    </message>
    <message>
        <source>it was written by a newer version of this program; update this one</source>
        <translation>它由本程序的更新版本写入；请更新本程序</translation>
    </message>
    <message>
        <source>its field &apos;%1&apos; is missing</source>
        <translation>缺少其字段“%1”</translation>
    </message>
    <message>
        <source>its list &apos;answers&apos; is missing</source>
        <translation>缺少其列表“answers”</translation>
    </message>
    <message>
        <source>A rating package needs the rater&apos;s name.</source>
        <translation>评审包需要评审员的姓名。</translation>
    </message>
    <message>
        <source>Say who opens the results: the name is missing.</source>
        <translation>请说明由谁打开结果：缺少姓名。</translation>
    </message>
    <message>
        <source>%1 was packed by a newer version of this program; update this one.</source>
        <translation>%1 由本程序的更新版本打包；请更新本程序。</translation>
    </message>
    <message>
        <source>The file %1 beside the package holds answers to another one. Move it elsewhere and open the package again.</source>
        <translation>评审包旁边的文件 %1 含有另一个评审包的回答。请将其移到别处，再重新打开评审包。</translation>
    </message>
    <message>
        <source>Every item of this session has been answered.</source>
        <translation>此会话的所有项目均已回答。</translation>
    </message>
    <message>
        <source>A rating session needs the rater&apos;s name.</source>
        <translation>评审会话需要评审员的姓名。</translation>
    </message>
    <message>
        <source>The project has no rating study number %1.</source>
        <translation>项目中没有编号为 %1 的评审研究。</translation>
    </message>
    <message>
        <source>The plan of %1 was made by a newer version of this program; update this one.</source>
        <translation>%1 的方案由本程序的更新版本制定；请更新本程序。</translation>
    </message>
    <message>
        <source>A rating study needs a name.</source>
        <translation>评审研究需要名称。</translation>
    </message>
    <message>
        <source>A rating study compares two different runs.</source>
        <translation>评审研究须比较两个不同的运行。</translation>
    </message>
    <message>
        <source>The project has no rating study &apos;%1&apos;.</source>
        <translation>项目中没有评审研究“%1”。</translation>
    </message>
    <message>
        <source>The template %1 asks for &apos;%2&apos;, which its page does not give.</source>
        <translation>模板 %1 要求“%2”，而其页面没有提供。</translation>
    </message>
    <message>
        <source>The template %1 is wrong: %2</source>
        <translation>模板 %1 有误：%2</translation>
    </message>
    <message>
        <source>No new process could be started: %1</source>
        <translation>无法启动新进程：%1</translation>
    </message>
    <message>
        <source>The command line program is missing: %1. A run without the window needs it.</source>
        <translation>缺少命令行程序：%1。没有窗口的运行需要它。</translation>
    </message>
    <message>
        <source>No program that takes commands is working on run %1. A run that a window is working on is controlled there.</source>
        <translation>没有接受命令的程序在处理运行 %1。由窗口处理的运行须在该窗口中控制。</translation>
    </message>
    <message>
        <source>The project folder %1 was removed or moved while the run was working. Put it back and continue the run.</source>
        <translation>运行期间，项目文件夹 %1 被移除或移走了。请将其放回原处，再继续该运行。</translation>
    </message>
    <message>
        <source>%1 has the seed %2; a whole number below 2^63 was expected.</source>
        <translation>%1 的种子为 %2；应为小于 2^63 的整数。</translation>
    </message>
    <message>
        <source>%1 is neither a text nor an object with a text &apos;prompt&apos;.</source>
        <translation>%1 既不是文本，也不是带有文本“prompt”的对象。</translation>
    </message>
    <message>
        <source>%1 begins with &apos;[&apos; like a JSON list, but is not valid JSON. Correct it, or start the first prompt with another character.</source>
        <translation>%1 像 JSON 列表一样以“[”开头，但不是有效的 JSON。请改正，或让第一个提示词以其他字符开头。</translation>
    </message>
    <message>
        <source>%1 is neither UTF-8 nor UTF-16; save it as UTF-8.</source>
        <translation>%1 既不是 UTF-8 也不是 UTF-16；请保存为 UTF-8。</translation>
    </message>
    <message>
        <source>%1 holds no prompt.</source>
        <translation>%1 中没有提示词。</translation>
    </message>
    <message>
        <source>%1 holds tensors that belong to no adapter and are not used: %2.</source>
        <translation>%1 中有不属于任何适配器的张量，未使用：%2。</translation>
    </message>
    <message>
        <source>The picture %1 is too small to start from.</source>
        <translation>图片 %1 太小，无法作为起始图片。</translation>
    </message>
    <message>
        <source>Prompt %1 has %2 tokens and the model reads %3; not read: &apos;%4&apos;.</source>
        <translation>提示词 %1 有 %2 个词元，而模型只读取 %3 个；未读取：“%4”。</translation>
    </message>
    <message>
        <source>There is no arm &apos;%1&apos;; arms are alttext, recap_short, recap_long, recap_mix.</source>
        <translation>没有实验组“%1”；可用的有 alttext、recap_short、recap_long、recap_mix。</translation>
    </message>
    <message>
        <source>Another process of this training has ended or cannot be reached (%1). torchrun restarts all of them; without it, continue with &apos;recap train --resume&apos;.</source>
        <translation>此训练的另一个进程已结束或无法连接（%1）。torchrun 会重新启动所有进程；不使用 torchrun 时请用“recap train --resume”继续。</translation>
    </message>
    <message>
        <source>The run of rank 0 is not in the project that this process sees.</source>
        <translation>rank 0 的运行不在此进程所见的项目中。</translation>
    </message>
    <message>
        <source>There is no training run %1 in this project.</source>
        <translation>本项目中没有训练运行 %1。</translation>
    </message>
    <message>
        <source>Another program is already working on run &apos;%1&apos;.</source>
        <translation>另一个程序已在处理运行“%1”。</translation>
    </message>
    <message>
        <source>Choose a base model: a diffusers folder, a single file or a .ckpt (option &apos;model&apos;).</source>
        <translation>请选择基础模型：diffusers 文件夹、单文件或 .ckpt（选项“model”）。</translation>
    </message>
    <message>
        <source>The model folder %1 has no %2; it must be a complete diffusers folder.</source>
        <translation>模型文件夹 %1 缺少 %2；它必须是完整的 diffusers 文件夹。</translation>
    </message>
    <message>
        <source>Option &apos;%1&apos; %2.</source>
        <translation>选项“%1”%2。</translation>
    </message>
    <message>
        <source>The disk has %1 MiB left, the checkpoints need about %2 MiB. Free some space or keep fewer checkpoints.</source>
        <translation>磁盘剩余 %1 MiB，而检查点约需 %2 MiB。请释放一些空间，或少保留一些检查点。</translation>
    </message>
    <message>
        <source>There is no image %1 in this project.</source>
        <translation>本项目中没有图像 %1。</translation>
    </message>
    <message>
        <source>There is neither a file nor a training run called &apos;%1&apos;; &apos;recap runs list&apos; shows all.</source>
        <translation>没有名为“%1”的文件或训练运行；“recap runs list”列出全部运行。</translation>
    </message>
    <message>
        <source>No image of the training belongs to the part &apos;%1&apos; of the option mixture. Change its query, or leave it out.</source>
        <translation>没有训练图像属于选项 mixture 的部分“%1”。请更改其查询，或将其去掉。</translation>
    </message>
    <message>
        <source>Continues from step %1 and restores %2.</source>
        <translation>从第 %1 步继续，并恢复%2。</translation>
    </message>
    <message>
        <source>From step %1 on: %2.</source>
        <translation>从第 %1 步起：%2。</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>A count is negative.</source>
        <translation>某个计数为负。</translation>
    </message>
    <message>
        <source>The benchmark needs at least one image, source and round.</source>
        <translation>该基准测试至少需要一张图像、一个来源和一轮。</translation>
    </message>
    <message>
        <source>The cache has no entry &apos;%1&apos;; recap cache list names them.</source>
        <translation>缓存中没有条目“%1”；recap cache list 会列出条目。</translation>
    </message>
    <message>
        <source>The program&apos;s resources folder was not found. Set RECAP_RESOURCES to the folder that holds vocab/ and demo/.</source>
        <translation>找不到程序的资源文件夹。请把 RECAP_RESOURCES 设为含有 vocab/ 和 demo/ 的文件夹。</translation>
    </message>
    <message>
        <source>%1 missing: %2</source>
        <translation>缺少 %1 个：%2</translation>
    </message>
    <message>
        <source>%1 unexpected: %2</source>
        <translation>多余 %1 个：%2</translation>
    </message>
    <message>
        <source>%1 of a different shape: %2</source>
        <translation>形状不同 %1 个：%2</translation>
    </message>
    <message>
        <source>Weights of %1 fit.</source>
        <translation>%1 的权重匹配。</translation>
    </message>
    <message>
        <source>Weights of %1 do not fit the model: %2.</source>
        <translation>%1 的权重与模型不匹配：%2。</translation>
    </message>
    <message>
        <source>the part &apos;%1&apos;</source>
        <translation>部分“%1”</translation>
    </message>
    <message>
        <source>Stopped by the user.</source>
        <translation>已由用户停止。</translation>
    </message>
    <message>
        <source>The program ended before the run did.</source>
        <translation>程序在运行结束之前就结束了。</translation>
    </message>
    <message>
        <source>%1: CLIP tokens</source>
        <translation>%1：CLIP 词元</translation>
    </message>
    <message>
        <source>%1: words</source>
        <translation>%1：词数</translation>
    </message>
    <message>
        <source>Data set %1</source>
        <translation>数据集 %1</translation>
    </message>
    <message>
        <source>en</source>
        <translation>zh-CN</translation>
    </message>
    <message>
        <source>{{images}} images, {{missing}} missing, {{duplicates}} duplicate files, {{near_duplicates}} groups of near duplicates, {{unreadable}} unreadable images.</source>
        <translation>{{images}} 张图像，缺失 {{missing}} 张，重复文件 {{duplicates}} 个，近似重复 {{near_duplicates}} 组，无法读取的图片 {{unreadable}} 张。</translation>
    </message>
    <message>
        <source>{{images}} images, {{missing}} missing, {{duplicates}} duplicate files.</source>
        <translation>{{images}} 张图像，缺失 {{missing}} 张，重复文件 {{duplicates}} 个。</translation>
    </message>
    <message>
        <source>Captions by source</source>
        <translation>各来源的描述</translation>
    </message>
    <message>
        <source>source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>描述数</translation>
    </message>
    <message>
        <source>tokens: mean</source>
        <translation>词元：平均</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>over {{token_limit}}</source>
        <translation>超过 {{token_limit}}</translation>
    </message>
    <message>
        <source>words: mean</source>
        <translation>词数：平均</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>词汇量</translation>
    </message>
    <message>
        <source>file names</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Languages (estimated): {{languages}}</source>
        <translation>语言（推测）：{{languages}}</translation>
    </message>
    <message>
        <source>Most frequent words: {{top_words}}</source>
        <translation>最常见的词：{{top_words}}</translation>
    </message>
    <message>
        <source>Repeated texts: {{top_repeated}}</source>
        <translation>重复的文本：{{top_repeated}}</translation>
    </message>
    <message>
        <source>Same text as: {{same_as}}</source>
        <translation>文本相同的来源：{{same_as}}</translation>
    </message>
    <message>
        <source>CLIPScore</source>
        <translation>CLIPScore</translation>
    </message>
    <message>
        <source>Cosine of image and caption by {{clip_model}}</source>
        <translation>由 {{clip_model}} 计算的图片与描述的余弦相似度</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>{{second}} compared with {{first}} on the same {{images}} images: {{difference}} on average, higher for {{wins}} of them.</source>
        <translation>在相同的 {{images}} 张图片上，{{second}} 相对于 {{first}}：平均相差 {{difference}}，其中 {{wins}} 张更高。</translation>
    </message>
    <message>
        <source>Group {{number}}, {{count}} images</source>
        <translation>第 {{number}} 组，{{count}} 张图片</translation>
    </message>
    <message>
        <source>no image</source>
        <translation>无图片</translation>
    </message>
    <message>
        <source>{{count}} more groups: query {{query}}.</source>
        <translation>另有 {{count}} 组：查询 {{query}}。</translation>
    </message>
    <message>
        <source>Unreadable images</source>
        <translation>无法读取的图片</translation>
    </message>
    <message>
        <source>{{count}} more images: query is:unreadable.</source>
        <translation>另有 {{count}} 张图片：查询 is:unreadable。</translation>
    </message>
    <message>
        <source>Created by RECAP Workbench.</source>
        <translation>由 RECAP Workbench 生成。</translation>
    </message>
    <message>
        <source>%1: %2 minus %3</source>
        <translation>%1：%2 减 %3</translation>
    </message>
    <message>
        <source>%1 is not defined, because %2.</source>
        <translation>%1没有定义，因为 %2。</translation>
    </message>
    <message>
        <source>%1 is %2; %3 is better.</source>
        <translation>%1为 %2；%3 更好。</translation>
    </message>
    <message>
        <source>%1 is %2; %3 is worse.</source>
        <translation>%1为 %2；%3 更差。</translation>
    </message>
    <message>
        <source>more than the half that guessing gives</source>
        <translation>高于随机猜测的一半</translation>
    </message>
    <message>
        <source>which is not shown to be more than the half that guessing gives</source>
        <translation>尚不能说明高于随机猜测的一半</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Training loss of the arms (smoothed)</source>
        <translation>各实验组的训练损失（平滑）</translation>
    </message>
    <message>
        <source>Fine-tuning of the captioner (smoothed)</source>
        <translation>描述模型的微调（平滑）</translation>
    </message>
    <message>
        <source>Captioner</source>
        <translation>描述模型</translation>
    </message>
    <message>
        <source>alt text</source>
        <translation>替代文本</translation>
    </message>
    <message>
        <source>captioner before fine-tuning</source>
        <translation>微调前的描述模型</translation>
    </message>
    <message>
        <source>Captions that name exactly the right objects</source>
        <translation>恰好说对所有对象的描述</translation>
    </message>
    <message>
        <source>... and the right numbers</source>
        <translation>……且数量正确</translation>
    </message>
    <message>
        <source>Captions that state a held-out combination; no image shows one, so each is a mistake</source>
        <translation>说出留出组合的描述；没有图像含有此类组合，因此每一条都是错误</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Training scenes</source>
        <translation>训练场景</translation>
    </message>
    <message>
        <source>Images with human captions</source>
        <translation>带人工描述的图像</translation>
    </message>
    <message>
        <source>Captioner fine-tuning</source>
        <translation>描述模型微调</translation>
    </message>
    <message>
        <source>%1 steps of 32 captions</source>
        <translation>%1 步，每步 32 条描述</translation>
    </message>
    <message>
        <source>Each arm</source>
        <translation>每个实验组</translation>
    </message>
    <message>
        <source>%1 steps of %2 images, UNet and text encoder, AdamW, learning rate 0.001, cosine</source>
        <translation>%1 步，每步 %2 张图像，UNet 和文本编码器，AdamW，学习率 0.001，余弦调度</translation>
    </message>
    <message>
        <source>Held-out prompts</source>
        <translation>留出提示词</translation>
    </message>
    <message>
        <source>%1 different ones, one image each, equal seeds for all models</source>
        <translation>%1 个不同的提示词，各一张图像，所有模型使用相同的种子</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>DDIM, %1 steps, guidance 3</source>
        <translation>DDIM，%1 步，引导强度 3</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>95 %, bootstrap over prompts</source>
        <translation>95 %，对提示词自助重抽样</translation>
    </message>
    <message>
        <source>The base model is a toy Stable Diffusion (32 x 32 pixels, 2.4 million UNet weights) trained on the demo&apos;s own alt texts, not Stable Diffusion 1.4.</source>
        <translation>基础模型是用演示自带的替代文本训练的小型 Stable Diffusion（32 x 32 像素，UNet 有 240 万个权重），而不是 Stable Diffusion 1.4。</translation>
    </message>
    <message>
        <source>The captioner is a toy BLIP, the paper&apos;s is a PaLI; the images are composed scenes, not LAION.</source>
        <translation>描述模型是小型 BLIP，而论文使用 PaLI；图像是合成的场景，而不是 LAION。</translation>
    </message>
    <message>
        <source>The judges are small networks trained on scenes with known truth, not Inception, Mask R-CNN, CountSeg or CLIP. FID is a Frechet distance of the judge&apos;s features; PA compares judged positions; RP picks the prompt among up to 100 by judged objects and numbers.</source>
        <translation>评判模型是用真值已知的场景训练的小型网络，而不是 Inception、Mask R-CNN、CountSeg 或 CLIP。FID 是评判模型特征的 Fréchet 距离；PA 比较评判出的位置；RP 按评判出的对象和数量从最多 100 个提示词中选出相应的提示词。</translation>
    </message>
    <message>
        <source>Steps, batch, learning rate, caption dropout, sampler and guidance are this demo&apos;s choices; the paper&apos;s are not publicly known.</source>
        <translation>步数、批次、学习率、描述丢弃率、采样器和引导强度由本演示选定；论文的设置未公开。</translation>
    </message>
    <message>
        <source>Held-out prompts ask for combinations that neither the training scenes nor those of the shipped base model and captioner hold: ten pairs of classes, and each class alone on one of the grounds. The paper&apos;s prompts are those of MS-COCO.</source>
        <translation>留出提示词要求的组合既不在训练场景中，也不在随附的基础模型和描述模型的场景中：十对类别，以及每个类别单独出现在其中一种背景上。论文的提示词来自 MS-COCO。</translation>
    </message>
    <message>
        <source>The whole RECAP method at toy size: a captioner is fine-tuned on a few human captions, the training images are recaptioned, and the same small Stable Diffusion is fine-tuned on alt texts and on RECAP captions with the same images, steps and seeds.</source>
        <translation>小规模的完整 RECAP 方法：用少量人工描述微调描述模型，为训练图像重新撰写描述，再以相同的图像、步数和种子，分别用替代文本和 RECAP 描述微调同一个小型 Stable Diffusion。</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>n = {{n}}, judge: {{judge}}</source>
        <translation>n = {{n}}，评判模型：{{judge}}</translation>
    </message>
    <message>
        <source>no value, because {{reason}}</source>
        <translation>无数值，因为 {{reason}}</translation>
    </message>
    <message>
        <source>Judged by {{judges}}.</source>
        <translation>评判模型：{{judges}}。</translation>
    </message>
    <message>
        <source>The newest of these numbers was computed {{newest}}.</source>
        <translation>这些数值中最新的计算于 {{newest}}。</translation>
    </message>
    <message>
        <source>&lt;strong&gt;Demo only.&lt;/strong&gt; These numbers come from the demo&amp;rsquo;s own small judge, trained on scenes whose content is known, not from Inception, Mask R-CNN, CountSeg or CLIP. They compare the models of this page with one another and must not be compared with the paper&amp;rsquo;s numbers. The row &lt;em&gt;Real images&lt;/em&gt; shows how well the judge itself performs.</source>
        <translation>&lt;strong&gt;仅供演示。&lt;/strong&gt;这些数值来自演示自带的小型评判模型（用内容已知的场景训练），而不是 Inception、Mask R-CNN、CountSeg 或 CLIP。它们只用于比较本页的各个模型，不能与论文的数值并列。评判模型自身的识别能力见 &lt;em&gt;Real images&lt;/em&gt; 一行。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Paired differences</source>
        <translation>配对差值</translation>
    </message>
    <message>
        <source>{{second}} minus {{first}}, on the same prompts</source>
        <translation>相同提示词上 {{second}} 减 {{first}}</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>解读</translation>
    </message>
    <message>
        <source>not separated</source>
        <translation>无法区分</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>better</source>
        <translation>更好</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>更差</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Held-out prompts, with the same starting noise within a row; the first prompts of the set, not selected by hand.</source>
        <translation>留出提示词，同一行使用相同的初始噪声；取该集合的前几个提示词，未经挑选。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Captions before and after</source>
        <translation>前后描述对比</translation>
    </message>
    <message>
        <source>image of the data set</source>
        <translation>数据集图片</translation>
    </message>
    <message>
        <source>How good the captions are</source>
        <translation>描述的质量</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>The paper&amp;rsquo;s own numbers</source>
        <translation>论文的数值</translation>
    </message>
    <message>
        <source>As published for Stable Diffusion 1.4 on MS-COCO prompts with the TISE metrics (Segalis et al. 2023, arXiv 2310.16656). Another data set, other models, other judges: shown for the shape of the table and the direction of the effects, not for comparing values.</source>
        <translation>论文公布的数值：Stable Diffusion 1.4，MS-COCO 提示词，TISE 指标（Segalis 等，2023，arXiv 2310.16656）。数据集、模型和评判模型都不同：仅用于参考表格的形式和效果的方向，不用于比较数值。</translation>
    </message>
    <message>
        <source>Model (paper)</source>
        <translation>模型（论文）</translation>
    </message>
    <message>
        <source>What the metrics mean here</source>
        <translation>各指标在此的含义</translation>
    </message>
    <message>
        <source>What differs from the paper</source>
        <translation>与论文的不同之处</translation>
    </message>
    <message>
        <source>Configuration and seeds</source>
        <translation>配置与种子</translation>
    </message>
    <message>
        <source>Created by RECAP Workbench. This page is self-contained: it needs no script and no network.</source>
        <translation>由 RECAP Workbench 生成。本页面自成一体：不含脚本，无需网络。</translation>
    </message>
    <message>
        <source>&lt;strong&gt;Older than the numbers.&lt;/strong&gt; Metrics of this project were computed again {{time}}. This page shows the earlier ones; continue the experiment to write it again.</source>
        <translation>&lt;strong&gt;早于现有数值。&lt;/strong&gt;本项目的指标于 {{time}} 重新计算过。本页显示的是较早的数值；继续该研究即可重新写出本页。</translation>
    </message>
    <message>
        <source>must be a multiple of %1</source>
        <translation>必须是 %1 的倍数</translation>
    </message>
    <message>
        <source>has no &apos;%1&apos;; there are: %2</source>
        <translation>没有“%1”;可选:%2</translation>
    </message>
    <message>
        <source>must be chosen</source>
        <translation>必须选择</translation>
    </message>
    <message>
        <source>is not a folder</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>A run of the kind &apos;%1&apos; cannot be started.</source>
        <translation>无法启动“%1”类型的运行。</translation>
    </message>
    <message>
        <source>The project has no run &apos;%1&apos;; &apos;recap runs list&apos; shows all.</source>
        <translation>项目中没有运行“%1”;“recap runs list”列出全部运行。</translation>
    </message>
    <message>
        <source>The window cannot start this kind of run.</source>
        <translation>窗口无法启动这种运行。</translation>
    </message>
    <message>
        <source>A shard holds 1 to %1 samples.</source>
        <translation>一个分片包含 1 至 %1 个样本。</translation>
    </message>
    <message>
        <source>The import kind cannot be &apos;%1&apos;; allowed: %2.</source>
        <translation>导入类型不能是“%1”;可选:%2。</translation>
    </message>
    <message>
        <source>latents_std must be positive</source>
        <translation>latents_std 必须为正数</translation>
    </message>
    <message>
        <source>Frechet distance between the judge&apos;s features of generated images and of real ones of the data set; 0 means the same Gaussian. The interval is a bootstrap over prompts, shifted so that its mean equals the value, because resampling alone makes a Frechet distance larger.</source>
        <translation>生成图像与数据集中真实图像的评判模型特征之间的 Fréchet 距离;0 表示高斯分布相同。区间由对提示词的自助法得到,并经过平移使其均值等于该数值,因为单是重采样就会使 Fréchet 距离变大。</translation>
    </message>
    <message>
        <source>Semantic object accuracy by class: for each class the share of images whose prompt names it in which the judge finds it, then the mean over classes. An image in which nothing is found counts as a failure.</source>
        <translation>按类别的语义对象准确率:对每个类别,统计提示词提到它的图像中评判模型找到它的比例,再对类别取平均。什么都没找到的图像计为失败。</translation>
    </message>
    <message>
        <source>Semantic object accuracy by image: the share of (image, named class) pairs in which the judge finds the class.</source>
        <translation>按图像的语义对象准确率:(图像,提到的类别)配对中评判模型找到该类别的比例。</translation>
    </message>
    <message>
        <source>Counting alignment: for each image the root of the mean squared difference between the judged, rounded number and the number asked for, over the classes that the prompt names; then the mean over images.</source>
        <translation>计数对齐:对每幅图像,在提示词提到的类别上计算评判数量(取整)与所要求数量之差的均方根,再对图像取平均。</translation>
    </message>
    <message>
        <source>Positional alignment: for each positional word the share of images in which both objects are present and the first lies on the named side of the second, then the mean over words. Images without both objects fail.</source>
        <translation>位置对齐:对每个位置词,统计两个对象都存在且第一个位于第二个指定一侧的图像比例,再对位置词取平均。缺少任一对象的图像计为失败。</translation>
    </message>
    <message>
        <source>R-precision by counts: the share of images whose judged numbers are strictly nearer to their own prompt&apos;s numbers than to those of up to 99 other prompts of the set.</source>
        <translation>按数量的 R 精度:评判数量严格更接近自身提示词数量,而非集合中至多 99 个其他提示词数量的图像比例。</translation>
    </message>
    <message>
        <source>The share of images in which every class that the prompt names has exactly the number asked for.</source>
        <translation>提示词提到的每个类别数量都完全正确的图像比例。</translation>
    </message>
    <message>
        <source>Among images in which both objects of a positional prompt are present, the share with the right order; 50 is chance.</source>
        <translation>在位置提示词的两个对象都存在的图像中,顺序正确的比例;50 为随机水平。</translation>
    </message>
    <message>
        <source>A base64 text contains an invalid character.</source>
        <translation>Base64 文本含有不应出现的字符。</translation>
    </message>
    <message>
        <source>A base64 text is truncated.</source>
        <translation>Base64 文本不完整。</translation>
    </message>
    <message>
        <source>No temporary folder can be created in %1.</source>
        <translation>无法在 %1 中创建临时文件夹。</translation>
    </message>
    <message>
        <source>%1: the reference&apos;s result has a different shape than this program&apos;s.</source>
        <translation>%1：参照程序的结果与我们的形状不同。</translation>
    </message>
    <message>
        <source>No temporary file can be created: %1.</source>
        <translation>无法创建临时文件：%1。</translation>
    </message>
    <message>
        <source>No pipe to another program can be created.</source>
        <translation>无法建立到另一个程序的管道。</translation>
    </message>
    <message>
        <source>This captioner writes at most %1 tokens; the requested caption length is larger.</source>
        <translation>此描述模型最多写 %1 个词元；要求的描述长度更大。</translation>
    </message>
    <message>
        <source>The project is open read-only, so nothing was changed in %1 (%2).</source>
        <translation>项目以只读方式打开，因此 %1 中没有任何更改（%2）。</translation>
    </message>
    <message>
        <source>there is no &apos;(&apos; for this &apos;)&apos;.</source>
        <translation>“)”没有对应的左括号。</translation>
    </message>
    <message>
        <source>It has no caption in %1; the picture was imported without one.</source>
        <translation>它在 %1 中没有描述；已收入图片，但没有描述。</translation>
    </message>
    <message>
        <source>None of the first pictures that %1 names (%2 ...) was found near it; name the folder that contains them (--images on the command line).</source>
        <translation>%1 列出的前几张图片（%2 …）在其附近都找不到；请指定存放图片的文件夹（命令行中用 --images）。</translation>
    </message>
    <message>
        <source>It is compressed, and pictures are read in place: unpack it and import the folder or .tar inside.</source>
        <translation>它是压缩包，而图片须就地读取：请解包后导入其中的文件夹或 .tar。</translation>
    </message>
    <message>
        <source>Videos are not imported.</source>
        <translation>视频不会导入。</translation>
    </message>
    <message>
        <source>It was ignored: the metadata%1 was used.</source>
        <translation>已略过：使用的是 metadata%1。</translation>
    </message>
    <message>
        <source>The row has no caption; the picture was imported without one.</source>
        <translation>该行没有描述；已收入图片，但没有描述。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; points outside the folder; %2 was used instead.</source>
        <translation>“%1”指向文件夹之外；已改用 %2。</translation>
    </message>
    <message>
        <source>It has no text file; the picture was imported without a caption.</source>
        <translation>它没有文本文件；已收入图片，但没有描述。</translation>
    </message>
    <message>
        <source>It was ignored: %1 was used.</source>
        <translation>已略过：使用的是 %1。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be the name of a caption source: use letters, digits, &apos;_&apos;, &apos;-&apos; and &apos;.&apos;.</source>
        <translation>“%1”不能作为描述来源的名称：请使用字母、数字、“_”、“-”和“.”。</translation>
    </message>
    <message>
        <source>It is another picture of its sample, of which %1.* is used.</source>
        <translation>它是样本的另一张图片，该样本采用的是 %1.*。</translation>
    </message>
    <message>
        <source>It has no caption; the picture was imported without one.</source>
        <translation>它没有描述；已收入图片，但没有描述。</translation>
    </message>
    <message>
        <source>There is already a rating study named &apos;%1&apos;.</source>
        <translation>已有名为“%1”的评分研究。</translation>
    </message>
    <message>
        <source>There are numbers that are not finite (NaN or infinity) in %1. Use another copy of the file.</source>
        <translation>%1 中有非有限数值（NaN 或无穷大）。请换用该文件的另一份副本。</translation>
    </message>
    <message>
        <source>%1 is a model of the family %2; this program samples from and trains Stable Diffusion 1.x and models built like it.</source>
        <translation>%1 是 %2 系列的模型；本程序使用和训练的是 Stable Diffusion 1.x 及结构与之相同的模型。</translation>
    </message>
    <message>
        <source>%1 gave numbers that are not finite (NaN or infinity), so there is no picture. In half precision the model may have left the range of its type: use --dtype fp32 or bf16. With an adapter, use a smaller scale; with high guidance, a lower one.</source>
        <translation>%1得出了非有限数值（NaN 或无穷大），因此没有图片。在半精度下，模型的数值可能超出了该类型的范围：请使用 --dtype fp32 或 bf16。使用适配器时请减小其强度；引导强度较高时请降低。</translation>
    </message>
    <message>
        <source>There is no prompt to generate a picture for.</source>
        <translation>没有可用于生成图片的提示词。</translation>
    </message>
    <message>
        <source>With this strength no denoising step is left.</source>
        <translation>按此强度没有剩余的步可绘制。</translation>
    </message>
    <message>
        <source>There is not enough memory for the whole picture, so the autoencoder decodes it in overlapping tiles.</source>
        <translation>内存不足以处理整张图片，因此自动编码器以相互重叠的分块解码。</translation>
    </message>
    <message>
        <source>Its name points outside the archive; it was refused.</source>
        <translation>其名称指向归档文件之外；已拒绝。</translation>
    </message>
    <message>
        <source>The file contains no moving average of &apos;%1&apos;; use its trained weights instead.</source>
        <translation>该文件不含“%1”的移动平均；请使用其训练所得的权重。</translation>
    </message>
    <message>
        <source>%1 holds numbers that are not finite (NaN or infinity), in tensors: %2. The file is damaged or comes from a training that diverged; use another copy or an earlier checkpoint.</source>
        <translation>%1 中有非有限数值（NaN 或无穷大），位于张量：%2。该文件已损坏，或来自发散的训练；请换用另一份副本或更早的检查点。</translation>
    </message>
    <message>
        <source>It is %1: its UNet takes %2 input channels, and this program samples from and trains models that take the %3 of the latents.</source>
        <translation>它是%1：其 UNet 接受 %2 个输入通道，而本程序使用和训练的模型只接受潜变量的 %3 个通道。</translation>
    </message>
    <message>
        <source>This machine or this build of LibTorch has no device &apos;%1&apos;; use cpu, or auto to use what is available.</source>
        <translation>此计算机或此 LibTorch 构建没有设备“%1”；请使用 cpu，或用 auto 自动选择可用的设备。</translation>
    </message>
    <message>
        <source>It does not belong to an imported picture, or another text of its sample was read.</source>
        <translation>它不属于任何已收入的图片，或已读取了其样本的另一个文本。</translation>
    </message>
    <message>
        <source>Its picture was not imported.</source>
        <translation>其图片未被收入。</translation>
    </message>
    <message>
        <source>It is the same picture as %1; its captions were not imported.</source>
        <translation>它与 %1 是同一张图片；未收入其描述。</translation>
    </message>
    <message>
        <source>The run &apos;%1&apos; has no samples to judge; previews of a training run are not judged. Generate samples with it first.</source>
        <translation>运行“%1”没有可评判的图片；训练期间生成的预览图不参与评判。请先用它生成样本。</translation>
    </message>
    <message>
        <source>The run &apos;%1&apos; has %2 more samples that were generated with other settings; they are not judged.</source>
        <translation>运行“%1”还有 %2 张以其他设置生成的图片；它们不参与评判。</translation>
    </message>
    <message>
        <source>The runs &apos;%1&apos; and &apos;%2&apos; have no samples with the same prompt and seed, so they have no paired difference.</source>
        <translation>运行“%1”和“%2”没有提示词和种子相同的图片，因此没有配对差值。</translation>
    </message>
    <message>
        <source>Name at least one run whose samples should be judged.</source>
        <translation>请至少指定一个要评判其样本的运行。</translation>
    </message>
    <message>
        <source>%1 is a model and %2 is a layout of adapters; choose diffusers or ldm.</source>
        <translation>%1 是模型，而 %2 是适配器的格式；请选择 diffusers 或 ldm。</translation>
    </message>
    <message>
        <source>There is no project at %1 (it would contain a file %2); &apos;recap project create&apos; creates one.</source>
        <translation>%1 处没有项目（其中应有文件 %2）；可用“recap project create”创建。</translation>
    </message>
    <message>
        <source>The folder %1 is write-protected, so the project is open read-only.</source>
        <translation>文件夹 %1 受写保护，因此该项目只能查看。</translation>
    </message>
    <message>
        <source>The project is open in another program (process %1), so it is open read-only here.</source>
        <translation>该项目已在另一个程序（进程 %1）中打开，因此在此只能查看。</translation>
    </message>
    <message>
        <source>The project is open in another program, so it is open read-only here.</source>
        <translation>该项目已在另一个程序中打开，因此在此只能查看。</translation>
    </message>
    <message>
        <source>The picture %1 is not the one with which the rating study was planned (%2 such pictures). Put the original back or create a new rating study.</source>
        <translation>图片 %1 不是制定评分研究方案时的图片（此类图片共 %2 张）。请恢复原图，或新建评分研究。</translation>
    </message>
    <message>
        <source>the rating study has no such item</source>
        <translation>该评分研究没有此项目</translation>
    </message>
    <message>
        <source>its pictures are not those of the rating study</source>
        <translation>其图片不是该评分研究的图片</translation>
    </message>
    <message>
        <source>it belongs to a rating study that is not in this project</source>
        <translation>它属于不在本项目中的评分研究</translation>
    </message>
    <message>
        <source>The results of this rating study have not been opened, and opening them is recorded with it, which this project does not allow now. %1</source>
        <translation>此评分研究的结果已封存，打开结果会随评分研究一起记录，而本项目现在不允许记录。%1</translation>
    </message>
    <message>
        <source>The rating package %1 contains nothing to rate.</source>
        <translation>评审包 %1 中没有可评的内容。</translation>
    </message>
    <message>
        <source>The answers in %1 are damaged at answer %2. Move the file elsewhere to start again. (%3)</source>
        <translation>%1 中的回答在第 %2 个回答处已损坏。要重新开始，请将该文件移到别处。（%3）</translation>
    </message>
    <message>
        <source>The blinding key of %1 is not in this project.</source>
        <translation>%1 的密钥不在本项目中。</translation>
    </message>
    <message>
        <source>The blinding key of %1 is not the one with which its plan was made.</source>
        <translation>%1 的密钥不是制定其方案时所用的密钥。</translation>
    </message>
    <message>
        <source>The run &apos;%1&apos; has no samples to rate.</source>
        <translation>运行“%1”没有可评的图片。</translation>
    </message>
    <message>
        <source>The runs &apos;%1&apos; and &apos;%2&apos; have no samples with the same prompt and seed, so they cannot be compared.</source>
        <translation>运行“%1”和“%2”没有提示词和种子相同的图片，因此无法比较。</translation>
    </message>
    <message>
        <source>The question for the raters names the system &apos;%1&apos;. Ask it without saying what is compared.</source>
        <translation>给评审员的问题提到了系统“%1”。提问时请不要说明比较的对象。</translation>
    </message>
    <message>
        <source>No pipe to a new process could be created.</source>
        <translation>无法建立到新进程的管道。</translation>
    </message>
    <message>
        <source>The run could not continue in the background: %1 (see %2).</source>
        <translation>该运行无法自行继续：%1（见 %2）。</translation>
    </message>
    <message>
        <source>There is no prompt to generate pictures for.</source>
        <translation>没有要为其生成图片的提示词。</translation>
    </message>
    <message>
        <source>There are fewer than %1 different held-out prompts: %2 were found.</source>
        <translation>没有 %1 个不同的留出提示词，只找到 %2 个。</translation>
    </message>
    <message>
        <source>The project %1 contains a demo of another version, whose prompts are not comparable: they were not held out from training. Choose another folder, or remove this one, and run the demo again.</source>
        <translation>项目 %1 中有另一版本的演示，其提示词不可比：它们没有从训练中留出。请另选文件夹，或移除此文件夹后重新运行演示。</translation>
    </message>
    <message>
        <source>The project %1 contains a demo with seed %2 and --quick. Continue it with these options, or choose another folder.</source>
        <translation>项目 %1 中有种子为 %2 并使用 --quick 的演示。请以这些选项继续，或另选文件夹。</translation>
    </message>
    <message>
        <source>The project %1 contains a demo with seed %2. Continue it with these options, or choose another folder.</source>
        <translation>项目 %1 中有种子为 %2 的演示。请以这些选项继续，或另选文件夹。</translation>
    </message>
    <message>
        <source>The scale of the demo must be above 0 and at most 1.</source>
        <translation>演示的规模必须大于 0 且至多为 1。</translation>
    </message>
    <message>
        <source>The demo&apos;s weights are missing (%1). Create them with &apos;recap demo pretrain --out %2&apos;.</source>
        <translation>缺少演示的权重（%1）。请用“recap demo pretrain --out %2”生成。</translation>
    </message>
    <message>
        <source>The demo has no stage &apos;%1&apos;.</source>
        <translation>该演示没有阶段“%1”。</translation>
    </message>
    <message>
        <source>Option &apos;keep_best&apos; needs validation images: set &apos;validation_images&apos; to their number, or turn &apos;keep_best&apos; off.</source>
        <translation>选项“keep_best”需要验证图像：请在“validation_images”中设置其数量，或将该选项关闭。</translation>
    </message>
    <message>
        <source>No image that matches the filter has a caption of source &apos;%1&apos;. Import or write captions first.</source>
        <translation>没有通过筛选且来源为“%1”的描述。请先导入或撰写描述。</translation>
    </message>
    <message>
        <source>All %1 images would be validation images. Keep fewer (option &apos;validation_images&apos;).</source>
        <translation>全部 %1 张图像都会被留出。请减少留出数量（选项“validation_images”）。</translation>
    </message>
    <message>
        <source>nothing: the run has not been saved yet and starts from the beginning</source>
        <translation>无：该运行尚未保存过，将从头开始</translation>
    </message>
    <message>
        <source>No image of the project that matches the filter has a caption of source &apos;%1&apos;. Import or write captions first.</source>
        <translation>项目中没有通过筛选且来源为“%1”的描述。请先导入或撰写描述。</translation>
    </message>
    <message>
        <source>No image is left to train on: %1 are validation images and %2 cannot be read. Keep fewer validation images (option &apos;validation_images&apos;).</source>
        <translation>没有剩余的图像可供训练：留出了 %1 张，另有 %2 张无法读取。请减少留出数量（选项“validation_images”）。</translation>
    </message>
    <message>
        <source>The images or captions of this run have changed since it started (data %1 then, %2 now): from now on it learns from the current ones.</source>
        <translation>自此运行开始以来，其图像或描述已更改（当时的数据为 %1，现在为 %2）：从现在起它学习当前的内容。</translation>
    </message>
    <message>
        <source>The run was trained by %1 processes and continues with %2: from now on it sees batches of a different size.</source>
        <translation>该运行此前由 %1 个进程训练，现在由 %2 个进程继续：从现在起批次大小不同。</translation>
    </message>
    <message>
        <source>There is nothing to generate: the run has no sample prompts (option &apos;sample_prompts&apos;).</source>
        <translation>没有可生成的内容：该运行没有采样提示词（选项“sample_prompts”）。</translation>
    </message>
    <message>
        <source>The disk has %1 MiB left and the next checkpoint needs %2 MiB. The run waits until there is enough space.</source>
        <translation>磁盘剩余 %1 MiB，而下一个检查点需要 %2 MiB。运行将等待，直到有足够的空间。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be the name of a caption source: use letters, digits, &apos;_&apos;, &apos;-&apos;, &apos;@&apos; and &apos;.&apos;.</source>
        <translation>“%1”不能作为描述来源的名称：请使用字母、数字、“_”、“-”、“@”和“.”。</translation>
    </message>
    <message>
        <source>%1 is not a rating package. Ask for the file that &apos;Pack for a rater&apos; or &apos;recap rate pack&apos; wrote.</source>
        <translation>%1 不是评审包。请索取由“为评审员打包”或“recap rate pack”写出的文件。</translation>
    </message>
    <message>
        <source>Images that look almost the same</source>
        <translation>看起来几乎相同的图片</translation>
    </message>
    <message>
        <source>Images that are almost the same according to CLIP</source>
        <translation>CLIP 认为几乎相同的图片</translation>
    </message>
    <message>
        <source>These differences were computed %1; numbers of the table were computed again %2.</source>
        <translation>这些差值计算于 %1；表中的数值于 %2 重新计算过。</translation>
    </message>
    <message>
        <source>%1 is %2; the interval contains 0, so this experiment shows no difference.</source>
        <translation>%1为 %2；区间包含 0，因此本实验未显示出差异。</translation>
    </message>
    <message>
        <source>RECAP Long: %1 of the captions name exactly the right objects, %2 also the right numbers; %3 of those for scenes with a relation state the right one. Where objects and axis are right, the direction is right in %4 %5, %6.</source>
        <translation>RECAP 长描述：%1 的描述恰好说对了所有对象，%2 连数量也正确；对于含有位置关系的场景，%3 的描述说对了关系。在对象和轴向都正确的描述中，方向正确的占 %4 %5，%6。</translation>
    </message>
    <message>
        <source>... and the right way round, of those (guessing gives 50 %)</source>
        <translation>……其中方向也正确（随机猜测为 50 %）</translation>
    </message>
    <message>
        <source>The table contains no rating study; create one in the Evaluation workspace.</source>
        <translation>表中没有评分研究；可在“评估”工作区创建。</translation>
    </message>
    <message>
        <source>RECAP demo</source>
        <translation>RECAP 演示</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>必须填写</translation>
    </message>
    <message>
        <source>A training run in progress cannot change %1; %2 can be changed, within their ranges.</source>
        <translation>进行中的训练不能接受 %1;可以在各自范围内更改 %2。</translation>
    </message>
    <message>
        <source>The reference program has ended. %1</source>
        <translation>参照程序已结束。%1</translation>
    </message>
    <message>
        <source>The project was moved from %1; the paths of images inside it were corrected (images: %2).</source>
        <translation>项目是从 %1 移来的；其中图片的路径已更正（图片：%2 张）。</translation>
    </message>
    <message>
        <source>there are no real images with known objects to compare with</source>
        <translation>没有对象已知的真实图像可供比较</translation>
    </message>
    <message>
        <source>a Frechet distance needs at least two pictures</source>
        <translation>Fréchet 距离至少需要两张图片</translation>
    </message>
    <message>
        <source>no prompt states a relation</source>
        <translation>没有提示词描述位置关系</translation>
    </message>
    <message>
        <source>in none of the %1 pictures of prompts with a relation both objects were found</source>
        <translation>在提示词带位置关系的 %1 张图片中，没有一张同时找到两个对象</translation>
    </message>
    <message>
        <source>a Frechet distance of %1 pictures to %2 real ones in %3 dimensions says little: there are fewer pictures than dimensions. Compare it only with distances of the same counts.</source>
        <translation>%1 张图片到 %2 张真实图像在 %3 维中的 Fréchet 距离说明不了多少问题：图片数少于维数。只能与数量相同的距离比较。</translation>
    </message>
    <message>
        <source>a Frechet distance of %1 pictures to %2 real ones in %3 dimensions is larger than one of many pictures would be (fewer than %4). Compare it only with distances of the same counts.</source>
        <translation>%1 张图片到 %2 张真实图像在 %3 维中的 Fréchet 距离比图片多时偏大（少于 %4 张）。只能与数量相同的距离比较。</translation>
    </message>
    <message>
        <source>it is not defined, because %1.</source>
        <translation>没有定义，因为%1。</translation>
    </message>
    <message>
        <source>it is not defined for these pictures</source>
        <translation>它对这些图片没有定义</translation>
    </message>
    <message>
        <source>&apos;is:&apos; takes %1, not &apos;%2&apos;.</source>
        <translation>“is:”可用 %1，不能用“%2”。</translation>
    </message>
    <message>
        <source>there is no field &apos;%1&apos;; fields are %2 and @attribute. Put a text with a colon in quotation marks.</source>
        <translation>没有字段“%1”；字段有 %2 和 @attribute。带冒号的文本请放在引号中。</translation>
    </message>
    <message>
        <source>shorter than 16 characters</source>
        <translation>短于 16 个字符</translation>
    </message>
    <message>
        <source>refusals of a model</source>
        <translation>模型拒绝作答</translation>
    </message>
    <message>
        <source>repeat themselves</source>
        <translation>重复自身</translation>
    </message>
    <message>
        <source>begin with boilerplate</source>
        <translation>以套话开头</translation>
    </message>
    <message>
        <source>To be looked at: {{faults}}</source>
        <translation>需要查看：{{faults}}</translation>
    </message>
    <message>
        <source>the part of the program for it was not built</source>
        <translation>程序的相应部分没有构建</translation>
    </message>
    <message>
        <source>it could not be loaded</source>
        <translation>无法加载</translation>
    </message>
    <message>
        <source>the UNet</source>
        <translation>UNet</translation>
    </message>
    <message>
        <source>the autoencoder</source>
        <translation>自动编码器</translation>
    </message>
    <message>
        <source>the text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>未给出原因</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>latent</source>
        <translation>潜变量</translation>
    </message>
    <message>
        <source>UNet</source>
        <translation>UNet</translation>
    </message>
    <message>
        <source>autoencoder</source>
        <translation>自动编码器</translation>
    </message>
    <message>
        <source>text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>%1 (UNet)</source>
        <translation>%1（UNet）</translation>
    </message>
    <message>
        <source>%1 (autoencoder)</source>
        <translation>%1（自动编码器）</translation>
    </message>
    <message>
        <source>%1 (text encoder)</source>
        <translation>%1（文本编码器）</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>time step</source>
        <translation>时间步</translation>
    </message>
    <message>
        <source>text embedding</source>
        <translation>文本嵌入</translation>
    </message>
    <message>
        <source>%1, ...</source>
        <translation>%1……</translation>
    </message>
    <message>
        <source>%1: %2 in the file, %3 in the model</source>
        <translation>%1：文件中为 %2，模型中为 %3</translation>
    </message>
    <message>
        <source>%1 (%2 of %3 tensors, the first is &apos;%4&apos;)</source>
        <translation>%1（%3 个张量中的 %2 个，第一个是“%4”）</translation>
    </message>
    <message>
        <source>LoCon with Tucker decomposition</source>
        <translation>带 Tucker 分解的 LoCon</translation>
    </message>
    <message>
        <source>full difference</source>
        <translation>完整的权重差</translation>
    </message>
    <message>
        <source>differences of normalisation layers</source>
        <translation>归一化层的权重差</translation>
    </message>
    <message>
        <source>LoRA with a bias</source>
        <translation>带偏置的 LoRA</translation>
    </message>
    <message>
        <source>LoRA with a trained scalar</source>
        <translation>带可训练标量的 LoRA</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>operation %1 does not occur in files of torch.save</source>
        <translation>torch.save 的文件中不会出现操作 %1</translation>
    </message>
    <message>
        <source>the pickle is cut off</source>
        <translation>pickle 数据不完整</translation>
    </message>
    <message>
        <source>its operations do not fit together</source>
        <translation>其中的操作前后不符</translation>
    </message>
    <message>
        <source>it refers to a value that is not there</source>
        <translation>它引用了不存在的值</translation>
    </message>
    <message>
        <source>it appends to something that is not a list</source>
        <translation>它向不是列表的对象追加元素</translation>
    </message>
    <message>
        <source>it fills something that is not a dictionary</source>
        <translation>它向不是字典的对象写入条目</translation>
    </message>
    <message>
        <source>it wants to use &apos;%1&apos;, and only tensors are taken from pickles. Save the weights as safetensors with the program that made the file</source>
        <translation>它要使用“%1”，而本程序只从 pickle 中读取张量。请用生成该文件的程序将权重保存为 safetensors</translation>
    </message>
    <message>
        <source>it names something without a text</source>
        <translation>它没有用文本给出名称</translation>
    </message>
    <message>
        <source>it sets attributes of a value</source>
        <translation>它为一个值设置属性</translation>
    </message>
    <message>
        <source>it copies its contents again and again</source>
        <translation>它反复复制自身的内容</translation>
    </message>
    <message>
        <source>a dictionary has an entry that is not a pair</source>
        <translation>某个字典中有不成对的条目</translation>
    </message>
    <message>
        <source>it calls something that has no name</source>
        <translation>它调用了没有名称的对象</translation>
    </message>
    <message>
        <source>a parameter holds no tensor</source>
        <translation>某个参数中没有张量</translation>
    </message>
    <message>
        <source>a tensor&apos;s shape is not a list of numbers</source>
        <translation>某个张量的形状不是数值列表</translation>
    </message>
    <message>
        <source>a tensor is described in a way that is not known</source>
        <translation>某个张量的描述方式未知</translation>
    </message>
    <message>
        <source>a storage is described in a way that is not known</source>
        <translation>某个存储的描述方式未知</translation>
    </message>
    <message>
        <source>storages of type &apos;%1&apos; are not supported</source>
        <translation>不支持类型为“%1”的存储</translation>
    </message>
    <message>
        <source>the archive holds no data.pkl, so it was not made by torch.save</source>
        <translation>归档文件中没有 data.pkl，因此不是由 torch.save 生成的</translation>
    </message>
    <message>
        <source>it was written on a machine with another byte order</source>
        <translation>它是在字节序不同的机器上写入的</translation>
    </message>
    <message>
        <source>the data of a tensor are missing</source>
        <translation>缺少某个张量的数据</translation>
    </message>
    <message>
        <source>the data of a tensor have another size than the pickle says</source>
        <translation>某个张量的数据大小与 pickle 中的记录不符</translation>
    </message>
    <message>
        <source>the shape of a tensor is damaged</source>
        <translation>某个张量的形状已损坏</translation>
    </message>
    <message>
        <source>a tensor reaches beyond its data</source>
        <translation>某个张量超出了其数据的范围</translation>
    </message>
    <message>
        <source>it has %1 bytes, too few for a header</source>
        <translation>它只有 %1 字节，不足以容纳文件头</translation>
    </message>
    <message>
        <source>its header claims %1 bytes, over the limit</source>
        <translation>其文件头声明为 %1 字节，超过上限</translation>
    </message>
    <message>
        <source>its header claims %1 bytes but the file ends after %2</source>
        <translation>其文件头声明为 %1 字节，但文件在 %2 字节后结束</translation>
    </message>
    <message>
        <source>its header does not begin with &apos;{&apos;</source>
        <translation>其文件头不以“{”开头</translation>
    </message>
    <message>
        <source>its header is nested too deeply</source>
        <translation>其文件头嵌套过深</translation>
    </message>
    <message>
        <source>its header names &apos;%1&apos; twice</source>
        <translation>其文件头中“%1”出现了两次</translation>
    </message>
    <message>
        <source>its header is not JSON in UTF-8 (%1)</source>
        <translation>其文件头不是 UTF-8 编码的 JSON（%1）</translation>
    </message>
    <message>
        <source>&apos;__metadata__&apos; is not an object</source>
        <translation>“__metadata__”不是对象</translation>
    </message>
    <message>
        <source>metadata &apos;%1&apos; is not a text</source>
        <translation>元数据“%1”不是文本</translation>
    </message>
    <message>
        <source>tensor &apos;%1&apos; has no %2</source>
        <translation>张量“%1”没有 %2</translation>
    </message>
    <message>
        <source>the entry of tensor &apos;%1&apos; is not an object</source>
        <translation>张量“%1”的条目不是对象</translation>
    </message>
    <message>
        <source>the dtype of tensor &apos;%1&apos; is not a text</source>
        <translation>张量“%1”的 dtype 不是文本</translation>
    </message>
    <message>
        <source>tensor &apos;%1&apos; has the unknown dtype &apos;%2&apos;</source>
        <translation>张量“%1”的 dtype“%2”未知</translation>
    </message>
    <message>
        <source>data_offsets of tensor &apos;%1&apos; are not two whole numbers &gt;= 0</source>
        <translation>张量“%1”的 data_offsets 不是两个不小于 0 的整数</translation>
    </message>
    <message>
        <source>the data of tensor &apos;%1&apos; ends before it begins</source>
        <translation>张量“%1”的数据的结束位置在起始位置之前</translation>
    </message>
    <message>
        <source>the data of tensor &apos;%1&apos; lies beyond the end of the file</source>
        <translation>张量“%1”的数据超出了文件末尾</translation>
    </message>
    <message>
        <source>tensor &apos;%1&apos; needs %2 bytes by its shape and dtype but has %3</source>
        <translation>按形状和 dtype，张量“%1”需要 %2 字节，但实际有 %3 字节</translation>
    </message>
    <message>
        <source>the shape of tensor &apos;%1&apos; is not a list</source>
        <translation>张量“%1”的形状不是列表</translation>
    </message>
    <message>
        <source>the shape of tensor &apos;%1&apos; is not made of whole numbers &gt;= 0</source>
        <translation>张量“%1”的形状不是由不小于 0 的整数组成的</translation>
    </message>
    <message>
        <source>the shape of tensor &apos;%1&apos; overflows</source>
        <translation>张量“%1”的形状溢出</translation>
    </message>
    <message>
        <source>the data of tensor &apos;%1&apos; overlaps that of another tensor</source>
        <translation>张量“%1”的数据与另一个张量的数据重叠</translation>
    </message>
    <message>
        <source>the data of tensor &apos;%1&apos; leaves a hole before it</source>
        <translation>张量“%1”的数据之前有空隙</translation>
    </message>
    <message>
        <source>%1 bytes at its end belong to no tensor</source>
        <translation>其末尾的 %1 字节不属于任何张量</translation>
    </message>
    <message>
        <source>It belongs to %1, and this program draws with and trains Stable Diffusion 1.x and models built like it.</source>
        <translation>它属于 %1，而本程序使用和训练的是 Stable Diffusion 1.x 及结构与之相同的模型。</translation>
    </message>
    <message>
        <source>single-file %1 checkpoint</source>
        <translation>单文件 %1 检查点</translation>
    </message>
    <message>
        <source>UNet of a single-file Stable Diffusion checkpoint</source>
        <translation>单文件 Stable Diffusion 检查点的 UNet</translation>
    </message>
    <message>
        <source>autoencoder of a single-file Stable Diffusion checkpoint</source>
        <translation>单文件 Stable Diffusion 检查点的自动编码器</translation>
    </message>
    <message>
        <source>UNet of a single-file Stable Diffusion checkpoint, without its prefix</source>
        <translation>单文件 Stable Diffusion 检查点的 UNet，不带前缀</translation>
    </message>
    <message>
        <source>BLIP in the layout of its first release</source>
        <translation>最初发布格式的 BLIP</translation>
    </message>
    <message>
        <source>CLIP in the layout of OpenAI and open_clip</source>
        <translation>OpenAI 和 open_clip 格式的 CLIP</translation>
    </message>
    <message>
        <source>T5 text encoder</source>
        <translation>T5 文本编码器</translation>
    </message>
    <message>
        <source>Models with this text encoder (Stable Diffusion 3, FLUX) are not drawn with.</source>
        <translation>本程序不使用带有这种文本编码器的模型（Stable Diffusion 3、FLUX）。</translation>
    </message>
    <message>
        <source>embeddings of textual inversion</source>
        <translation>文本反转的嵌入</translation>
    </message>
    <message>
        <source>Embeddings are read as part of a pipeline&apos;s text encoder and tokenizer only.</source>
        <translation>嵌入只能作为管线的文本编码器和分词器的一部分读取。</translation>
    </message>
    <message>
        <source>A ControlNet steers another model, and this program draws without one.</source>
        <translation>ControlNet 用于引导另一个模型，而本程序生成图片时不使用它。</translation>
    </message>
    <message>
        <source>Stable Diffusion 2 is read as a diffusers folder only, not as a single file.</source>
        <translation>Stable Diffusion 2 只能以 diffusers 文件夹读取，不能以单文件读取。</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1和%2</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>它不完整</translation>
    </message>
    <message>
        <source>it is too short</source>
        <translation>它太短</translation>
    </message>
    <message>
        <source>its directory is missing, perhaps because the file is cut off</source>
        <translation>缺少目录，可能是因为文件不完整</translation>
    </message>
    <message>
        <source>its ZIP64 directory is missing</source>
        <translation>缺少 ZIP64 目录</translation>
    </message>
    <message>
        <source>its directory is shorter than its number of entries</source>
        <translation>其目录长度小于条目数所需的长度</translation>
    </message>
    <message>
        <source>an entry&apos;s extra field is too long</source>
        <translation>某个条目的附加字段过长</translation>
    </message>
    <message>
        <source>an entry&apos;s ZIP64 field is too short</source>
        <translation>某个条目的 ZIP64 字段过短</translation>
    </message>
    <message>
        <source>entry &apos;%1&apos; has no header</source>
        <translation>条目“%1”没有文件头</translation>
    </message>
    <message>
        <source>its directory is damaged</source>
        <translation>其目录已损坏</translation>
    </message>
    <message>
        <source>entry &apos;%1&apos; is encrypted</source>
        <translation>条目“%1”已加密</translation>
    </message>
    <message>
        <source>entry &apos;%1&apos; is there twice</source>
        <translation>条目“%1”出现了两次</translation>
    </message>
    <message>
        <source>The result of a merge,</source>
        <translation>合并所得的词元</translation>
    </message>
    <message>
        <source>A merged token,</source>
        <translation>参与合并的词元</translation>
    </message>
    <message>
        <source>The start token</source>
        <translation>起始词元</translation>
    </message>
    <message>
        <source>The end token</source>
        <translation>结束词元</translation>
    </message>
    <message>
        <source>The padding token</source>
        <translation>填充词元</translation>
    </message>
    <message>
        <source>The token for unknown bytes</source>
        <translation>未知字节的词元</translation>
    </message>
    <message>
        <source>Which CLIP is missing: give --clip, a folder as transformers writes it. (&apos;demo&apos; is the one of the demo; it knows only the demo&apos;s drawn scenes.)</source>
        <translation>没有指定使用哪个 CLIP：请给出 --clip，即 transformers 格式的文件夹。（“demo”是演示自带的 CLIP；它只认识演示的绘制场景。）</translation>
    </message>
    <message>
        <source>is not there any more</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>was replaced after the plan of the study was fixed</source>
        <translation>在评分研究方案确定之后被替换</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>A picture of &apos;%1&apos; (seed %2) %3. Put the original back or make a new study; &apos;Pack for a rater&apos; and &apos;recap rate pack&apos; name the file.</source>
        <translation>“%1”（种子 %2）的一张图片%3。请放回原文件，或新建评分研究；“为评审员打包”和“recap rate pack”会给出该文件的名称。</translation>
    </message>
    <message>
        <source>Two pictures side by side</source>
        <translation>两张图片并排比较</translation>
    </message>
    <message>
        <source>Which picture shows better what the text says?</source>
        <translation>哪张图片更好地表现了文字所描述的内容？</translation>
    </message>
    <message>
        <source>Left picture</source>
        <translation>左图</translation>
    </message>
    <message>
        <source>Right picture</source>
        <translation>右图</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Equally good</source>
        <translation>一样好</translation>
    </message>
    <message>
        <source>Both bad</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>Cannot say</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>One picture: faithfulness on five levels</source>
        <translation>单张图片：五级忠实度</translation>
    </message>
    <message>
        <source>How well does the image match the description?</source>
        <translation>图片与描述的相符程度如何？</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Does not match at all</source>
        <translation>完全不符</translation>
    </message>
    <message>
        <source>Has significant discrepancies</source>
        <translation>有明显不符</translation>
    </message>
    <message>
        <source>Has several minor discrepancies</source>
        <translation>有多处细微不符</translation>
    </message>
    <message>
        <source>Has a few minor discrepancies</source>
        <translation>有少许细微不符</translation>
    </message>
    <message>
        <source>Matches exactly</source>
        <translation>完全相符</translation>
    </message>
    <message>
        <source>One picture: realism on five levels</source>
        <translation>单张图片：五级真实感</translation>
    </message>
    <message>
        <source>Does the image look like an AI-generated photo or a real photo?</source>
        <translation>这张图片看起来像 AI 生成的照片还是真实照片？</translation>
    </message>
    <message>
        <source>AI-generated photo</source>
        <translation>AI 生成的照片</translation>
    </message>
    <message>
        <source>Probably an AI-generated photo, but photorealistic</source>
        <translation>很可能是 AI 生成的照片，但十分逼真</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>难以分辨</translation>
    </message>
    <message>
        <source>Probably a real photo, but with irregular textures and shapes</source>
        <translation>很可能是真实照片，但纹理和形状不自然</translation>
    </message>
    <message>
        <source>Real photo</source>
        <translation>真实照片</translation>
    </message>
    <message>
        <source>An answer cannot be &apos;%1&apos;; allowed: %2.</source>
        <translation>回答不能是“%1”；允许的有：%2。</translation>
    </message>
    <message>
        <source>There is no question type &apos;%1&apos;; there are: %2.</source>
        <translation>没有问题类型“%1”；可用的有：%2。</translation>
    </message>
    <message>
        <source>The rating package %1 is damaged at item %2; ask for it again. (%3)</source>
        <translation>评审包 %1 在第 %2 项处已损坏；请重新索取。（%3）</translation>
    </message>
    <message>
        <source>No layer of the trained parts ends with one of: %1.</source>
        <translation>所训练部分中没有名称以下列之一结尾的层：%1。</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Mean cross entropy of the held-out human captions, without label smoothing: when it rises while the loss falls, the captioner learns its training captions by heart.</source>
        <translation>留出的人工描述的平均交叉熵，不含标签平滑：若它上升而训练损失下降，说明描述模型在死记训练描述。</translation>
    </message>
    <message>
        <source>CIDEr-D</source>
        <translation>CIDEr-D</translation>
    </message>
    <message>
        <source>How many word sequences a caption shares with the human one, rare ones counting more, 0 to 10. It depends on the set of captions: compare runs on the same validation images only.</source>
        <translation>描述与人工描述共有的词序列的多少，少见的词序列权重更大，范围 0 到 10。它取决于描述的集合：只能在相同的验证图像上比较各次运行。</translation>
    </message>
    <message>
        <source>BLEU-4</source>
        <translation>BLEU-4</translation>
    </message>
    <message>
        <source>Share of the word sequences up to four words that the human caption has as well, 0 to 1.</source>
        <translation>长度不超过四个词的词序列中，人工描述也含有的比例，范围 0 到 1。</translation>
    </message>
    <message>
        <source>ROUGE-L</source>
        <translation>ROUGE-L</translation>
    </message>
    <message>
        <source>Length of the longest common word sequence of the caption and the human one, 0 to 1.</source>
        <translation>描述与人工描述的最长公共词序列的长度，折算到 0 到 1。</translation>
    </message>
    <message>
        <source>Distinct captions</source>
        <translation>不同的描述</translation>
    </message>
    <message>
        <source>Number of different captions as a share of all: when it falls, the captioner says the same about every image. A lower learning rate helps.</source>
        <translation>不同描述的数量占全部描述的比例：若它下降，说明描述模型对每张图像说同样的话。降低学习率会有帮助。</translation>
    </message>
    <message>
        <source>Words per caption</source>
        <translation>每条描述的词数</translation>
    </message>
    <message>
        <source>Mean number of words of a caption: compare it with that of the human captions.</source>
        <translation>描述的平均词数：请与人工描述的平均词数比较。</translation>
    </message>
    <message>
        <source>Repeated four-word sequences</source>
        <translation>重复的四词序列</translation>
    </message>
    <message>
        <source>Share of four-word sequences that the same caption had before: above a few per cent the captioner repeats itself.</source>
        <translation>同一条描述中已经出现过的四词序列的比例：超过百分之几，就说明描述模型在重复自己。</translation>
    </message>
    <message>
        <source>Unknown tokens</source>
        <translation>未知词元</translation>
    </message>
    <message>
        <source>Share of [UNK] among the written tokens: the training captions contain characters that the vocabulary lacks.</source>
        <translation>所写词元中 [UNK] 的比例：训练描述中含有词汇表没有的字符。</translation>
    </message>
    <message>
        <source>Option &apos;keep_best&apos; needs validation images: set &apos;validation_share&apos; above 0, or turn &apos;keep_best&apos; off.</source>
        <translation>选项“keep_best”需要验证图像：请将“validation_share”设为大于 0，或关闭“keep_best”。</translation>
    </message>
    <message>
        <source>Option &apos;metric_for_best_model&apos; = %1 needs written captions: set &apos;validation_captions&apos; above 0, or use validation_loss.</source>
        <translation>选项“metric_for_best_model”= %1 需要生成的描述：请将“validation_captions”设为大于 0，或使用 validation_loss。</translation>
    </message>
    <message>
        <source>The targets</source>
        <translation>学习目标</translation>
    </message>
    <message>
        <source>Stops at step %1: %2 has not improved in %3 measurements (early_stopping_patience).</source>
        <translation>在第 %1 步停止：%2 连续 %3 次测量没有改善（early_stopping_patience）。</translation>
    </message>
    <message>
        <source>Step %1, %2: %3</source>
        <translation>第 %1 步，%2：%3</translation>
    </message>
    <message>
        <source>A captioner generates no pictures.</source>
        <translation>描述模型不生成图片。</translation>
    </message>
    <message>
        <source>Run &apos;%1&apos; cannot be continued: only training runs can. Start it again instead.</source>
        <translation>运行“%1”无法继续：只有训练运行可以继续。请重新开始。</translation>
    </message>
    <message>
        <source>The answer is empty.</source>
        <translation>回答是空的。</translation>
    </message>
    <message>
        <source>The model used all its tokens for reasoning and wrote no caption; a larger max_tokens leaves it more.</source>
        <translation>模型把所有词元都用于推理，没有写出描述；增大 max_tokens 可以留出更多余地。</translation>
    </message>
    <message>
        <source>The caption is cut off at max_tokens; a larger value lets the model finish it.</source>
        <translation>描述在 max_tokens 处被截断；增大该值可让模型写完。</translation>
    </message>
    <message>
        <source>The answer ended for the reason &apos;%1&apos;, not because it was complete.</source>
        <translation>回答因“%1”而结束，并非因为已经完整。</translation>
    </message>
    <message>
        <source>The answer is longer than 64 KiB, which no caption is.</source>
        <translation>回答超过 64 KiB，描述不会这么长。</translation>
    </message>
    <message>
        <source>The answer is not a chat completion.</source>
        <translation>回答不是聊天补全（chat completion）。</translation>
    </message>
    <message>
        <source>The server did not answer.</source>
        <translation>服务器没有回答。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not the address of a server; one looks like http://localhost:8000.</source>
        <translation>“%1”不是服务器地址；地址的形式如 http://localhost:8000。</translation>
    </message>
    <message>
        <source>The address of a server must not contain a password; put the key into an environment variable.</source>
        <translation>服务器地址中不能包含密码；请把密钥放入环境变量。</translation>
    </message>
    <message>
        <source>a server of the OpenAI style</source>
        <translation>OpenAI 风格的服务器</translation>
    </message>
    <message>
        <source>unknown version</source>
        <translation>版本未知</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>%1: %2, %3. It lists no models.</source>
        <translation>%1：%2，%3。它没有列出模型。</translation>
    </message>
    <message>
        <source>%1: %2, %3. Models: %4.</source>
        <translation>%1：%2，%3。模型：%4。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not the address of a server: %2.</source>
        <translation>“%1”不是服务器地址：%2。</translation>
    </message>
    <message>
        <source>%1 did not answer in time: %2.</source>
        <translation>%1 没有及时回答：%2。</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than any answer should be.</source>
        <translation>%1 的回答超出了应有的大小。</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Is the server running?</source>
        <translation>无法连接 %1：%2。服务器是否正在运行？</translation>
    </message>
    <message>
        <source>%1 sends requests on to %2. Redirects are not followed; give that address.</source>
        <translation>%1 将请求重定向到 %2。程序不跟随重定向；请直接给出该地址。</translation>
    </message>
    <message>
        <source>%1 has no model &apos;%2&apos;, or no chat completions at this address: %3.</source>
        <translation>%1 没有模型“%2”，或在此地址不提供聊天补全：%3。</translation>
    </message>
    <message>
        <source>The model &apos;%1&apos; of %2 does not take images: %3.</source>
        <translation>%2 的模型“%1”不接受图像：%3。</translation>
    </message>
    <message>
        <source>%1 refused the request (status %2): %3.</source>
        <translation>%1 拒绝了请求（状态 %2）：%3。</translation>
    </message>
    <message>
        <source>libcurl could not be started.</source>
        <translation>无法启动 libcurl。</translation>
    </message>
    <message>
        <source>%1 gets the limit of tokens as max_completion_tokens.</source>
        <translation>对 %1 改用 max_completion_tokens 给出词元上限。</translation>
    </message>
    <message>
        <source>%1 refuses the option &apos;%2&apos;, so it is left out.</source>
        <translation>%1 拒绝选项“%2”，因此不再发送该选项。</translation>
    </message>
    <message>
        <source>%1 answers again.</source>
        <translation>%1 恢复了应答。</translation>
    </message>
    <message>
        <source>No server takes requests now. Waiting; the work continues by itself when one does.</source>
        <translation>目前没有服务器接受请求。正在等待；一旦有服务器可用，工作会自动继续。</translation>
    </message>
    <message>
        <source>The option model must name the model that will answer.</source>
        <translation>选项 model 必须给出将要作答的模型。</translation>
    </message>
    <message>
        <source>There is a file %1 already; name another one or remove it.</source>
        <translation>文件 %1 已存在；请换一个名称或将其删除。</translation>
    </message>
    <message>
        <source>The line is not a JSON object.</source>
        <translation>该行不是 JSON 对象。</translation>
    </message>
    <message>
        <source>custom_id is not that of a request of this program (KEY:SOURCE:SPEC).</source>
        <translation>custom_id 不属于本程序的请求（KEY:SOURCE:SPEC）。</translation>
    </message>
    <message>
        <source>This project has no image with the key &apos;%1&apos;.</source>
        <translation>本项目中没有键为“%1”的图像。</translation>
    </message>
    <message>
        <source>The request was not answered: %1.</source>
        <translation>请求没有得到回答：%1。</translation>
    </message>
    <message>
        <source>The instruction is empty.</source>
        <translation>指令是空的。</translation>
    </message>
    <message>
        <source>The image has no attribute &apos;%1&apos;, which the instruction asks for.</source>
        <translation>图像没有指令所需的属性“%1”。</translation>
    </message>
    <message>
        <source>The image has no alt text, which the instruction asks for.</source>
        <translation>图像没有指令所需的替代文本。</translation>
    </message>
    <message>
        <source>A person has approved a caption of &apos;%1&apos; meanwhile.</source>
        <translation>在此期间已有人认可了“%1”的描述。</translation>
    </message>
    <message>
        <source>The model of %1 does not take images. Start the server with a model that does; llama.cpp also needs its projector (--mmproj).</source>
        <translation>%1 的模型不接受图像。请用支持图像的模型启动服务器；llama.cpp 还需要其投影器（--mmproj）。</translation>
    </message>
    <message>
        <source>No server is named; one looks like http://localhost:8000.</source>
        <translation>没有给出服务器；地址的形式如 http://localhost:8000。</translation>
    </message>
    <message>
        <source>The environment variable %1, which should hold the key of the server, is not set.</source>
        <translation>应存放服务器密钥的环境变量 %1 没有设置。</translation>
    </message>
    <message>
        <source>The environment variable %1 holds no key: a key has no spaces and no line ends.</source>
        <translation>环境变量 %1 中不是密钥：密钥不含空格和换行。</translation>
    </message>
    <message>
        <source>%1 does not list its models, so the option model must name one.</source>
        <translation>%1 没有列出模型，因此必须用选项 model 指定一个。</translation>
    </message>
    <message>
        <source>The servers have several models; the option model must name one of: %1.</source>
        <translation>服务器有多个模型；必须用选项 model 指定其中之一：%1。</translation>
    </message>
    <message>
        <source>Every picture needs a prompt.</source>
        <translation>每张图片都需要一个提示词。</translation>
    </message>
    <message>
        <source>Sampling goes with one beam: switch off do_sample, or set num_beams to 1.</source>
        <translation>采样只能用一个束：请关闭 do_sample，或将 num_beams 设为 1。</translation>
    </message>
    <message>
        <source>%1 is BLIP of a size that was not published, and its tensors do not say everything about it. Put its config.json and vocab.txt beside it.</source>
        <translation>%1 是未曾发布过的尺寸的 BLIP，仅凭其张量无法得知全部信息。请将它的 config.json 和 vocab.txt 放在同一文件夹中。</translation>
    </message>
    <message>
        <source>%1 is not a captioner (BLIP).</source>
        <translation>%1 不是描述模型（BLIP）。</translation>
    </message>
    <message>
        <source>%1 is not a captioner (BLIP): it is %2.</source>
        <translation>%1 不是描述模型（BLIP），而是 %2。</translation>
    </message>
    <message>
        <source>%1 does not write captions. %2</source>
        <translation>%1 不能撰写描述。%2</translation>
    </message>
    <message>
        <source>a storage is a part of another one</source>
        <translation>某个存储是另一个存储的一部分</translation>
    </message>
    <message>
        <source>it is neither safetensors nor a file of torch.save; load it with the program that made it and save the weights as safetensors</source>
        <translation>它既不是 safetensors，也不是 torch.save 的文件；请用生成它的程序加载，并把权重保存为 safetensors</translation>
    </message>
    <message>
        <source>a tensor is where none belongs</source>
        <translation>不该有张量的地方出现了张量</translation>
    </message>
    <message>
        <source>the names of its storages are missing</source>
        <translation>缺少其存储的名称</translation>
    </message>
    <message>
        <source>a storage belongs to no tensor</source>
        <translation>某个存储不属于任何张量</translation>
    </message>
    <message>
        <source>The folder %1 holds several files of weights; name the one to use.</source>
        <translation>文件夹 %1 中有多个权重文件；请指定要使用的那一个。</translation>
    </message>
    <message>
        <source>It has no text decoder: it compares pictures with texts and writes none.</source>
        <translation>它没有文本解码器：只比较图片与文本，不写文本。</translation>
    </message>
    <message>
        <source>It answers questions about pictures and writes no captions.</source>
        <translation>它回答有关图片的问题，不写描述。</translation>
    </message>
    <message>
        <source>over_77</source>
        <translation>over_77</translation>
    </message>
    <message>
        <source>The captioner wrote no word for it.</source>
        <translation>描述模型没有为它写出任何词。</translation>
    </message>
    <message>
        <source>Its caption has %1 tokens, of which CLIP reads %2.</source>
        <translation>它的描述有 %1 个词元，CLIP 只读取其中 %2 个。</translation>
    </message>
    <message>
        <source>Different shape: %1.</source>
        <translation>形状不同：%1。</translation>
    </message>
    <message>
        <source>Its column &apos;%1&apos; says that it failed: %2</source>
        <translation>其列“%1”表明该行失败：%2</translation>
    </message>
    <message>
        <source>%1 cannot be imported. %2 Name a folder, a picture, metadata.jsonl or another .jsonl, COCO captions (.json), a table (.csv, .tsv, .parquet, a .json list) or a shard (.tar).</source>
        <translation>无法导入 %1。%2 请指定文件夹、图片、metadata.jsonl 或其他 .jsonl、COCO 描述（.json）、表格（.csv、.tsv、.parquet、.json 列表）或分片（.tar）。</translation>
    </message>
    <message>
        <source>%1 is not a JSON list of objects.</source>
        <translation>%1 不是由对象组成的 JSON 列表。</translation>
    </message>
    <message>
        <source>The list is cut off here.</source>
        <translation>列表在此处被截断。</translation>
    </message>
    <message>
        <source>The element is larger than 16 MB; the rest of the list was not read.</source>
        <translation>该元素大于 16 MB；未读取列表的其余部分。</translation>
    </message>
    <message>
        <source>%1 holds no JSON object; every line or element should be one that names a picture.</source>
        <translation>%1 中没有 JSON 对象；每一行或每个元素都应是指明一张图片的对象。</translation>
    </message>
    <message>
        <source>It has no column of captions (text, caption, conversations ...), so none were imported; name one with --column SOURCE=COLUMN.</source>
        <translation>其中没有描述列（text、caption、conversations 等），因此未导入描述；请用 --column SOURCE=COLUMN 指定一列。</translation>
    </message>
    <message>
        <source>The row names no picture.</source>
        <translation>该行没有指明图片。</translation>
    </message>
    <message>
        <source>%1 names no files, and none of its %2 rows fits an image of the project by sha256, uid, key or url. Download its pictures with img2dataset, import the shards it creates and then this file.</source>
        <translation>%1 没有指明文件，其 %2 行也都无法按 sha256、uid、key 或 url 对应到项目中的图像。请用 img2dataset 下载其图片，先导入它生成的分片，再导入此文件。</translation>
    </message>
    <message>
        <source>An earlier row already describes %1.</source>
        <translation>前面的一行已描述 %1。</translation>
    </message>
    <message>
        <source>The prompt has %1 tokens with its start token, so max_length must be larger than that.</source>
        <translation>提示连同起始词元共有 %1 个词元，因此 max_length 必须大于它。</translation>
    </message>
    <message>
        <source>Reference: torch %1, %2 %3; %4 threads on both sides.</source>
        <translation>参照：torch %1，%2 %3；两边各用 %4 个线程。</translation>
    </message>
    <message>
        <source>%1: both sides&apos; weights differ by %2 of what three steps have changed.</source>
        <translation>%1：两边的权重相差三步所改变量的 %2。</translation>
    </message>
    <message>
        <source>The captioner&apos;s scores are NaN: compute without mixed precision, or use another captioner.</source>
        <translation>描述模型的得分是 NaN：请不用混合精度计算，或换一个描述模型。</translation>
    </message>
    <message>
        <source>A picture has another size than its place was made for.</source>
        <translation>一张图片的尺寸与为它准备的位置不符。</translation>
    </message>
    <message>
        <source>A detector&apos;s output of shape %1 for pictures of %2 x %3 pixels has no known layout.</source>
        <translation>检测器对 %2 x %3 像素的图片给出形状为 %1 的输出，这种布局未知。</translation>
    </message>
    <message>
        <source>A detector&apos;s output has %1 values for the shape %2.</source>
        <translation>检测器的输出有 %1 个值，与形状 %2 不符。</translation>
    </message>
    <message>
        <source>A detector&apos;s output holds values that are not numbers.</source>
        <translation>检测器的输出中有不是数字的值。</translation>
    </message>
    <message>
        <source>Outputs of shapes %1 and %2 are not those of DETR.</source>
        <translation>形状为 %1 和 %2 的输出不是 DETR 的输出。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of a GenEval prompt is missing or is not what GenEval writes there.</source>
        <translation>一条 GenEval 提示词的“%1”缺失，或不是 GenEval 所写的内容。</translation>
    </message>
    <message>
        <source>%1 is not a complete BLIP: it has no tensor %2.</source>
        <translation>%1 不是完整的 BLIP：没有张量 %2。</translation>
    </message>
    <message>
        <source>%1 is not BLIP of a known kind: its tensor %2 has %3 dimensions instead of %4.</source>
        <translation>%1 不是已知种类的 BLIP：其张量 %2 有 %3 维，应为 %4 维。</translation>
    </message>
    <message>
        <source>%1 is not BLIP for matching pictures with texts: it has no head for that.</source>
        <translation>%1 不是用于图文匹配的 BLIP：它没有相应的输出头。</translation>
    </message>
    <message>
        <source>%1 is not BLIP for questions about pictures (visual question answering).</source>
        <translation>%1 不是用于图片问答（视觉问答）的 BLIP。</translation>
    </message>
    <message>
        <source>%1 has %2, and such towers are not built</source>
        <translation>%1 有 %2，不支持这样的塔</translation>
    </message>
    <message>
        <source>%1 is not CLIP with a vision transformer: its tensor %2 is missing or has another shape.</source>
        <translation>%1 不是带视觉 Transformer 的 CLIP：其张量 %2 缺失或形状不同。</translation>
    </message>
    <message>
        <source>%1 is not CLIP with both towers.</source>
        <translation>%1 不是带两个塔的 CLIP。</translation>
    </message>
    <message>
        <source>%1 is not CLIP with both towers: it is %2.</source>
        <translation>%1 不是带两个塔的 CLIP，而是%2。</translation>
    </message>
    <message>
        <source>There are no weights of CLIP in %1.</source>
        <translation>%1 中没有 CLIP 的权重。</translation>
    </message>
    <message>
        <source>The tensors of %1 do not say whether its activation is gelu or quick_gelu. Put its open_clip_config.json beside it.</source>
        <translation>从 %1 的张量看不出其激活函数是 gelu 还是 quick_gelu。请把它的 open_clip_config.json 放在旁边。</translation>
    </message>
    <message>
        <source>There is no config.json beside %1.</source>
        <translation>%1 旁边没有 config.json。</translation>
    </message>
    <message>
        <source>id2label is not a list of numbered names</source>
        <translation>id2label 不是带编号的名称列表</translation>
    </message>
    <message>
        <source>d_model must be a multiple of the number of heads, and of 4</source>
        <translation>d_model 必须是头数的倍数，也必须是 4 的倍数</translation>
    </message>
    <message>
        <source>%1 has no backbone of the kind of ResNet-50: its tensors %2... do not fit.</source>
        <translation>%1 没有 ResNet-50 一类的主干网络：其张量 %2... 不相符。</translation>
    </message>
    <message>
        <source>DETR&apos;s image has shape %1 but must be [B, 3, H, W], and its mask [B, H, W].</source>
        <translation>DETR 的图片形状为 %1，应为 [B, 3, H, W]，掩码应为 [B, H, W]。</translation>
    </message>
    <message>
        <source>%1 is not a detector (DETR): it has no classifier.</source>
        <translation>%1 不是检测器（DETR）：它没有分类器。</translation>
    </message>
    <message>
        <source>%1 is not DINOv2: its tensor %2 is missing or has another shape.</source>
        <translation>%1 不是 DINOv2：其张量 %2 缺失或形状不同。</translation>
    </message>
    <message>
        <source>DINOv2&apos;s image has shape %1 but must be [B, 3, H, W].</source>
        <translation>DINOv2 的图片形状为 %1，应为 [B, 3, H, W]。</translation>
    </message>
    <message>
        <source>Inception&apos;s image has shape %1 but must be [B, 3, 299, 299].</source>
        <translation>Inception 的图片形状为 %1，应为 [B, 3, 299, 299]。</translation>
    </message>
    <message>
        <source>%1 is not a state dictionary of Inception v3.</source>
        <translation>%1 不是 Inception v3 的状态字典。</translation>
    </message>
    <message>
        <source>%1 is torchvision&apos;s Inception v3 with %2 classes, not the network of FID, which has %3. FID of other weights is another number.</source>
        <translation>%1 是 torchvision 的 Inception v3，有 %2 个类别，不是 FID 的网络（后者有 %3 个）。用别的权重算出的 FID 是另一个数。</translation>
    </message>
    <message>
        <source>%1 is the network of FID, not torchvision&apos;s Inception v3: it pools differently.</source>
        <translation>%1 是 FID 的网络，不是 torchvision 的 Inception v3：两者的池化方式不同。</translation>
    </message>
    <message>
        <source>its weights are compressed, which those of torch.save never are</source>
        <translation>其权重是压缩的，而 torch.save 的权重从不压缩</translation>
    </message>
    <message>
        <source>It compares pictures with texts and writes none.</source>
        <translation>它只比较图片与文字，不写文字。</translation>
    </message>
    <message>
        <source>It compares pictures with texts and draws none: it serves as a judge.</source>
        <translation>它只比较图片与文字，不生成图片：可用作评判模型。</translation>
    </message>
    <message>
        <source>%1 is damaged: the data of its entry &apos;%2&apos; do not match their checksum. Copy or download the file again.</source>
        <translation>%1 已损坏：条目“%2”的数据与校验和不符。请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>There is no CLIP model in %1 (option &apos;clip&apos;): config.json is missing.</source>
        <translation>%1 中没有 CLIP 模型（选项“clip”）：缺少 config.json。</translation>
    </message>
    <message>
        <source>Which images &apos;%1&apos; held out is not known: it is not a captioner run of this project, or an older one whose captions have changed since. Leave &apos;held_out&apos; off and name images with &apos;filter&apos;.</source>
        <translation>不知道“%1”留出了哪些图片：它不是本项目的描述模型运行，或是较早的运行而描述此后有过改动。请关闭“held_out”，并用“filter”指定图片。</translation>
    </message>
    <message>
        <source>Run &apos;%1&apos; held out none of these images: its &apos;validation_share&apos; was 0, or &apos;filter&apos; leaves none of them.</source>
        <translation>运行“%1”没有留出这些图片中的任何一张：它的“validation_share”为 0，或“filter”没有留下其中任何一张。</translation>
    </message>
    <message>
        <source>Whether &apos;%1&apos; was trained on these images is not known.</source>
        <translation>不知道“%1”是否用这些图片训练过。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was trained on none of these images (images: %2).</source>
        <translation>“%1”没有用这些图片训练过（图片数：%2）。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was trained on %2 of these %3 images, which flatters it. Option &apos;held_out&apos; takes only images that it was not trained on.</source>
        <translation>“%1”用这 %3 张图片中的 %2 张训练过，结果会偏好。选项“held_out”只取未用于训练的图片。</translation>
    </message>
    <message>
        <source>%1 is damaged: it has no list &apos;%2&apos;.</source>
        <translation>%1 已损坏：没有列表“%2”。</translation>
    </message>
    <message>
        <source>Mean cosine of a written caption and its image in the CLIP model, -1 to 1: does not compare with the human captions. Compare runs with the same CLIP model only.</source>
        <translation>所写描述与其图片在 CLIP 模型中的平均余弦，-1 到 1：不与人工描述比较。只应比较使用同一 CLIP 模型的运行。</translation>
    </message>
    <message>
        <source>Vision learning rate</source>
        <translation>视觉学习率</translation>
    </message>
    <message>
        <source>Learning rate of the vision tower, where it has its own.</source>
        <translation>视觉塔的学习率（如另设）。</translation>
    </message>
    <message>
        <source>Text learning rate</source>
        <translation>文本学习率</translation>
    </message>
    <message>
        <source>Learning rate of the text decoder, where it has its own.</source>
        <translation>文本解码器的学习率（如另设）。</translation>
    </message>
    <message>
        <source>The row is not a result of this specification.</source>
        <translation>该行不是此规格的结果。</translation>
    </message>
    <message>
        <source>The captioner wrote nothing that can be used (%1).</source>
        <translation>描述模型没有写出可用的内容（%1）。</translation>
    </message>
    <message>
        <source>%1 contains no part that is finished yet.</source>
        <translation>%1 中还没有完成的部分。</translation>
    </message>
    <message>
        <source>Options &apos;vision_learning_rate&apos; and &apos;text_learning_rate&apos; follow the schedule of &apos;learning_rate&apos;: set that above 0, or train one tower only with &apos;train_parts&apos;.</source>
        <translation>选项“vision_learning_rate”和“text_learning_rate”遵循“learning_rate”的调度：请把后者设为大于 0，或用“train_parts”只训练一个塔。</translation>
    </message>
    <message>
        <source>Option &apos;metric_for_best_model&apos; = clipscore needs a CLIP model: set &apos;clip&apos; to its folder.</source>
        <translation>选项“metric_for_best_model”= clipscore 需要 CLIP 模型：请把“clip”设为其文件夹。</translation>
    </message>
    <message>
        <source>Nothing to do: all %1 images that are selected have a caption of %2 by %3, or one that a person has approved.</source>
        <translation>无事可做：所选的 %1 张图片都已有 %3 写的 %2 描述，或已有人认可的描述。</translation>
    </message>
    <message>
        <source>Nothing to do: the project has no images.</source>
        <translation>无事可做：项目中没有图片。</translation>
    </message>
    <message>
        <source>Nothing to do: the filter &apos;%1&apos; selects no image.</source>
        <translation>无事可做：筛选条件“%1”没有选中图片。</translation>
    </message>
    <message>
        <source>This captioner writes at most %1 tokens, so max_length is %1 and not %2.</source>
        <translation>此描述模型最多写 %1 个词元，因此 max_length 为 %1 而不是 %2。</translation>
    </message>
    <message>
        <source>the format is not %1</source>
        <translation>格式不是 %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing or not a text</source>
        <translation>“%1”缺失或不是文本</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing or not a number from %2 on</source>
        <translation>“%1”缺失或不是从 %2 起的数字</translation>
    </message>
    <message>
        <source>The kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>A shard is given as i/n with 0 &lt;= i &lt; n and n at most %1.</source>
        <translation>分片写作 i/n，其中 0 &lt;= i &lt; n，n 最大为 %1。</translation>
    </message>
    <message>
        <source>A part has at least one caption.</source>
        <translation>一个部分至少有一条描述。</translation>
    </message>
    <message>
        <source>The project has no images.</source>
        <translation>项目中没有图片。</translation>
    </message>
    <message>
        <source>The results in %1 were made by other options than these (there | here): %2. Repeat those options, or name another folder with --out.</source>
        <translation>%1 中的结果是用不同的选项得到的（那里 | 这里）：%2。请使用相同的选项，或用 --out 指定另一个文件夹。</translation>
    </message>
    <message>
        <source>%1 holds no results of a recaptioning in shards (there is no %2).</source>
        <translation>%1 中没有分片重写描述的结果（没有 %2）。</translation>
    </message>
    <message>
        <source>%1 is not the specification of a recaptioning: %2.</source>
        <translation>%1 不是重写描述的规格：%2。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing or not a list</source>
        <translation>“%1”缺失或不是列表</translation>
    </message>
    <message>
        <source>%1 is not a ledger of a recaptioning: %2. Remove it and run the shard again; finished parts are kept.</source>
        <translation>%1 不是重写描述的账本：%2。请删除它并重新运行该分片；已完成的部分会保留。</translation>
    </message>
    <message>
        <source>%1: the column &apos;%2&apos; holds something that this program did not write.</source>
        <translation>%1：列“%2”中有不是本程序写入的内容。</translation>
    </message>
    <message>
        <source>%1 has no column &apos;%2&apos;: it is not a part of a recaptioning.</source>
        <translation>%1 没有列“%2”：它不是重写描述的一个部分。</translation>
    </message>
    <message>
        <source>Another process is already working on shard %1/%2 in %3.</source>
        <translation>另一个进程已在处理 %3 中的分片 %1/%2。</translation>
    </message>
    <message>
        <source>%1: the image %2 is not one of this shard. Name another folder with --out.</source>
        <translation>%1：图片 %2 不属于此分片。请用 --out 指定另一个文件夹。</translation>
    </message>
    <message>
        <source>Nothing to do: every image of shard %1/%2 has a result in %3.</source>
        <translation>无事可做：分片 %1/%2 的每张图片在 %3 中都有结果。</translation>
    </message>
    <message>
        <source>Nothing to do: no image that is left to caption belongs to shard %1/%2.</source>
        <translation>无事可做：没有待写描述的图片属于分片 %1/%2。</translation>
    </message>
    <message>
        <source>There is no kind of judge called &apos;%1&apos;.</source>
        <translation>没有名为“%1”的评判模型种类。</translation>
    </message>
    <message>
        <source>Judge &apos;%1&apos; has kind &apos;%2&apos;, but %3 holds weights of kind &apos;%4&apos;.</source>
        <translation>评判模型“%1”的种类为“%2”，但 %3 中的权重种类为“%4”。</translation>
    </message>
    <message>
        <source>Judge &apos;%1&apos; has kind &apos;%2&apos;, and the tensors in %3 are not of that kind.</source>
        <translation>评判模型“%1”的种类为“%2”，而 %3 中的张量不属于该种类。</translation>
    </message>
    <message>
        <source>Judge &apos;%1&apos; has kind &apos;%2&apos;, but %3 is %4.</source>
        <translation>评判模型“%1”的种类为“%2”，但 %3 是%4。</translation>
    </message>
    <message>
        <source>Judge &apos;%1&apos;: there is no file or folder %2.</source>
        <translation>评判模型“%1”：没有文件或文件夹 %2。</translation>
    </message>
    <message>
        <source>Judge &apos;%1&apos;: its weights have SHA-256 %2, and the judges file asks for %3.</source>
        <translation>评判模型“%1”：其权重的 SHA-256 为 %2，而评判文件要求 %3。</translation>
    </message>
    <message>
        <source>Judge &apos;%1&apos;: %2</source>
        <translation>评判模型“%1”：%2</translation>
    </message>
    <message>
        <source>%1: judge &apos;%2&apos; is not a table of keys.</source>
        <translation>%1：评判模型“%2”不是键的表。</translation>
    </message>
    <message>
        <source>%1: judge &apos;%2&apos; has kind &apos;%3&apos;, which is not known. Kinds: %4.</source>
        <translation>%1：评判模型“%2”的种类“%3”未知。可用种类：%4。</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N</source>
        <translation>auto、cpu、cuda 或 cuda:N</translation>
    </message>
    <message>
        <source>%1: judge &apos;%2&apos; has no &apos;%3&apos;.</source>
        <translation>%1：评判模型“%2”没有“%3”。</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; of judge &apos;%3&apos; must be %4.</source>
        <translation>%1：评判模型“%3”的“%2”必须是%4。</translation>
    </message>
    <message>
        <source>64 hexadecimal digits</source>
        <translation>64 位十六进制数字</translation>
    </message>
    <message>
        <source>a whole number from 1 to %1</source>
        <translation>1 到 %1 的整数</translation>
    </message>
    <message>
        <source>%1 is not a judges file: it holds one table, &apos;judge&apos;.</source>
        <translation>%1 不是评判文件：评判文件只含一个表“judge”。</translation>
    </message>
    <message>
        <source>The project was opened for reading only.</source>
        <translation>项目以只读方式打开。</translation>
    </message>
    <message>
        <source>There is already a run named &apos;%1&apos; (number %2). This is another one; the name alone means the newest.</source>
        <translation>已有名为“%1”的运行（编号 %2）。这是另一个；只写名称时指最新的运行。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: it is empty.</source>
        <translation>%1 不是有效的 JSON：内容为空。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: it ends too early.</source>
        <translation>%1 不是有效的 JSON：过早结束。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: there is a mistake at character %2.</source>
        <translation>%1 不是有效的 JSON：第 %2 个字符处有错误。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: there is a mistake in line %2, at character %3.</source>
        <translation>%1 不是有效的 JSON：第 %2 行第 %3 个字符处有错误。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2.</source>
        <translation>%1 不是有效的 JSON：%2。</translation>
    </message>
    <message>
        <source>there is a mistake at byte %1</source>
        <translation>第 %1 个字节处有错误</translation>
    </message>
    <message>
        <source>the field &apos;%1&apos; is missing</source>
        <translation>缺少字段“%1”</translation>
    </message>
    <message>
        <source>a number is too large</source>
        <translation>有数字过大</translation>
    </message>
    <message>
        <source>a field holds a value of another kind than it should</source>
        <translation>有字段的值种类不对</translation>
    </message>
    <message>
        <source>a value is not what it should be</source>
        <translation>有值不正确</translation>
    </message>
    <message>
        <source>seem to be cut off</source>
        <translation>似乎被截断</translation>
    </message>
    <message>
        <source>longer than the 77 tokens that CLIP reads</source>
        <translation>超过 CLIP 读取的 77 个词元</translation>
    </message>
    <message>
        <source>repeat another image&apos;s caption</source>
        <translation>与另一张图片的描述重复</translation>
    </message>
    <message>
        <source>are the same as the alt text</source>
        <translation>与替代文本相同</translation>
    </message>
    <message>
        <source>in another language than most (%1)</source>
        <translation>与多数描述的语言（%1）不同</translation>
    </message>
    <message>
        <source>CLIPScore below %1</source>
        <translation>CLIPScore 低于 %1</translation>
    </message>
    <message>
        <source>Captions that were read: %1, of so many images: %2. The pictures are expected in %3.</source>
        <translation>读到的描述：%1，所属图片数：%2。图片应位于 %3。</translation>
    </message>
    <message>
        <source>Cells of the column &apos;%2&apos; that hold no caption and became attributes: %1.</source>
        <translation>列“%2”中不含描述而成为属性的单元格：%1。</translation>
    </message>
    <message>
        <source>Rows that their column &apos;%2&apos; rejects, whose captions have the status rejected: %1.</source>
        <translation>被其列“%2”拒绝、描述状态为已拒绝的行：%1。</translation>
    </message>
    <message>
        <source>Rows that were read from metadata%2: %1 (files: %3).</source>
        <translation>从 metadata%2 读到的行：%1（文件数：%3）。</translation>
    </message>
    <message>
        <source>Pictures that %2 names: %1.</source>
        <translation>%2 中列出的图片：%1。</translation>
    </message>
    <message>
        <source>Entries with captions for pictures that the shard lacks: %1.</source>
        <translation>有描述但分片中缺少图片的条目：%1。</translation>
    </message>
    <message>
        <source>%1: rows of its table that are &apos;%3&apos; and have no picture: %2.</source>
        <translation>%1：其表中状态为“%3”且没有图片的行：%2。</translation>
    </message>
    <message>
        <source>Rows of its table that should have a picture here and have none: %1.</source>
        <translation>其表中应有图片而没有的行：%1。</translation>
    </message>
    <message>
        <source>The plan of the rating study is damaged: %1.</source>
        <translation>评分研究的计划已损坏：%1。</translation>
    </message>
    <message>
        <source>the field &apos;%1&apos; is not known</source>
        <translation>字段“%1”未知</translation>
    </message>
    <message>
        <source>%1 refuses the key (status %2). Put the right key into the environment variable %3, or into the secret store with: secret-tool store --label=recap service recap-workbench server %1</source>
        <translation>%1 拒绝该密钥（状态 %2）。请把正确的密钥放入环境变量 %3，或用以下命令存入密钥库：secret-tool store --label=recap service recap-workbench server %1</translation>
    </message>
    <message>
        <source>The answer has no content.</source>
        <translation>回答没有内容。</translation>
    </message>
    <message>
        <source>The answer is not a chat completion; it begins with &apos;%1&apos;.</source>
        <translation>回答不是聊天补全；其开头为“%1”。</translation>
    </message>
    <message>
        <source>The last %1 answers of %2 were no captions, so the work stops here. The newest: %3 What was stored before stays, and the work can be continued.</source>
        <translation>%2 最近的 %1 个回答都不是描述，因此在此停止。最新的一个：%3 此前存储的内容保留，之后可以继续。</translation>
    </message>
    <message>
        <source>The model &apos;%1&apos; of %2 ignores images: it reads as many tokens without an image as with one. Name a model that takes images; llama.cpp also needs its projector (--mmproj).</source>
        <translation>%2 的模型“%1”忽略图片：有无图片时读入的词元一样多。请指定能接受图片的模型；llama.cpp 还需要其投影器（--mmproj）。</translation>
    </message>
    <message>
        <source>The file has no answers.</source>
        <translation>文件中没有回答。</translation>
    </message>
    <message>
        <source>One seed per number does not show what is chance: use several seeds to compare %1 with %2.</source>
        <translation>每个数量只有一个种子，看不出偶然因素：请用多个种子来比较 %1 与 %2。</translation>
    </message>
    <message>
        <source>%2 captions are better than %1 by %3 [%4, %5], an interval over %6 seeds that excludes 0.</source>
        <translation>%2 条描述比 %1 条好 %3 [%4, %5]，%6 个种子上的区间不含 0。</translation>
    </message>
    <message>
        <source>%2 captions are worse than %1: the difference is %3 [%4, %5], an interval over %6 seeds that excludes 0.</source>
        <translation>%2 条描述比 %1 条差：差值为 %3 [%4, %5]，%6 个种子上的区间不含 0。</translation>
    </message>
    <message>
        <source>Right objects</source>
        <translation>物体正确</translation>
    </message>
    <message>
        <source>Share of the captions that name exactly the objects of their image, of images whose content is known.</source>
        <translation>在内容已知的图片中，恰好说出图中物体的描述所占比例。</translation>
    </message>
    <message>
        <source>Right numbers</source>
        <translation>数量正确</translation>
    </message>
    <message>
        <source>Share of the captions that name exactly the objects of their image in the right numbers, of images whose content is known.</source>
        <translation>在内容已知的图片中，恰好说出图中物体且数量正确的描述所占比例。</translation>
    </message>
    <message>
        <source>Right relation</source>
        <translation>关系正确</translation>
    </message>
    <message>
        <source>Share of the long captions that state how the objects of their image are placed, of images in which one object stands in a relation to another.</source>
        <translation>在物体之间有位置关系的图片中，说明了物体位置的长描述所占比例。</translation>
    </message>
    <message>
        <source>%1: at least two numbers of captions are needed for an answer.</source>
        <translation>%1：至少需要两个描述数量才能回答。</translation>
    </message>
    <message>
        <source>%1: %2 human captions do not improve the captioner (%3 before, %4 after fine-tuning).</source>
        <translation>%1：%2 条人工描述没有改善描述模型（微调前 %3，微调后 %4）。</translation>
    </message>
    <message>
        <source>%1: %2 human captions reach only %3 % of the improvement that %4 bring, so more captions may still help.</source>
        <translation>%1：%2 条人工描述只达到 %4 条所带来改善的 %3 %，更多描述可能仍有帮助。</translation>
    </message>
    <message>
        <source>%1: %2 human captions reach %3 % of the improvement that %4 bring.</source>
        <translation>%1：%2 条人工描述达到 %4 条所带来改善的 %3 %。</translation>
    </message>
    <message>
        <source>%1 is not a caption curve as this program writes it. Continue the run to write it again.</source>
        <translation>%1 不是本程序所写的描述曲线。请继续该运行以重新写入。</translation>
    </message>
    <message>
        <source>%1 images with human captions are too few to hold out a share of %2. Change &apos;validation_share&apos;, or write more captions.</source>
        <translation>有人工描述的图片只有 %1 张，不足以留出 %2 的比例。请更改“validation_share”，或写更多描述。</translation>
    </message>
    <message>
        <source>Option &apos;counts&apos; asks for at least %1 human captions, and %2 are left beside the held-out images. Use smaller numbers, or &apos;all&apos;.</source>
        <translation>选项“counts”至少需要 %1 条人工描述，而除留出图片外只有 %2 条。请用更小的数量，或用“all”。</translation>
    </message>
    <message>
        <source>Run &apos;%1&apos; belongs to the demo, which knows what its images show. Continue the demo instead.</source>
        <translation>运行“%1”属于演示，演示知道其图片的内容。请改为继续演示。</translation>
    </message>
    <message>
        <source>has &apos;%1&apos;, which is neither a number above 0 nor all</source>
        <translation>含有“%1”，它既不是大于 0 的数字，也不是 all</translation>
    </message>
    <message>
        <source>There is no caption curve %1 in this project.</source>
        <translation>此项目中没有描述曲线 %1。</translation>
    </message>
    <message>
        <source>%1 captioners that are done; the one that was being trained continues from its last checkpoint</source>
        <translation>已完成的描述模型：%1；正在训练的那个从最后的检查点继续</translation>
    </message>
    <message>
        <source>%1 human captions are left out: there are %2 beside the held-out images.</source>
        <translation>未计算 %1 条人工描述：除留出图片外只有 %2 条。</translation>
    </message>
    <message>
        <source>%1 human captions, seed %2: done before.</source>
        <translation>%1 条人工描述，种子 %2：之前已完成。</translation>
    </message>
    <message>
        <source>%1 human captions, seed %2: done.</source>
        <translation>%1 条人工描述，种子 %2：已完成。</translation>
    </message>
    <message>
        <source>A caption curve takes no such command: all captioners are trained alike.</source>
        <translation>描述曲线不接受此命令：所有描述模型的训练方式相同。</translation>
    </message>
    <message>
        <source>None of the held-out images could be read.</source>
        <translation>留出的图片都无法读取。</translation>
    </message>
    <message>
        <source>The instruction contains {%1}, which stands for nothing. There are {alttext}, {language}, {caption:SOURCE} and {attribute:NAME}; a brace is written twice.</source>
        <translation>指令中的 {%1} 没有含义。可用 {alttext}、{language}、{caption:SOURCE} 和 {attribute:NAME}；花括号须写两次。</translation>
    </message>
    <message>
        <source>The image has no caption of &apos;%1&apos;, which the instruction asks for.</source>
        <translation>图片没有指令所要求的“%1”描述。</translation>
    </message>
    <message>
        <source>A shard writes one caption for each image. Ask for the short captions in a second run, with instruction and source, when those of the shards are merged.</source>
        <translation>分片为每张图片写一条描述。请在分片合并之后，用指令和来源在第二次运行中写短描述。</translation>
    </message>
    <message>
        <source>None of the answers was a caption (%1 for &apos;%2&apos;). The last one: %3</source>
        <translation>没有一个回答是描述（“%2”的 %1）。最后一个：%3</translation>
    </message>
    <message>
        <source>The two instructions need two sources; both are to write to &apos;%1&apos;.</source>
        <translation>两条指令需要两个来源；现在都写入“%1”。</translation>
    </message>
    <message>
        <source>%1 has no model &apos;%2&apos;. It has: %3.</source>
        <translation>%1 没有模型“%2”。它有：%3。</translation>
    </message>
    <message>
        <source>What the secret store holds for %1 is not a key: a key has no spaces and no line ends.</source>
        <translation>密钥库中 %1 的内容不是密钥：密钥不含空格和换行。</translation>
    </message>
    <message>
        <source>Captions cannot be added to the source they come from.</source>
        <translation>描述不能添加到它们自己的来源。</translation>
    </message>
    <message>
        <source>No caption names the run %1 as its author. (Captions of earlier versions do not name their run; look at the whole source.)</source>
        <translation>没有描述以运行 %1 为作者。（较早版本的描述不记录运行；请查看整个来源。）</translation>
    </message>
    <message>
        <source>Rows of %1 that were joined to images of the project by their %2: %3.</source>
        <translation>%1 中按 %2 与项目图片对应的行：%3。</translation>
    </message>
    <message>
        <source>Rows that fit no image of the project by sha256, uid, key or url: %1.</source>
        <translation>按 sha256、uid、key 或 url 找不到项目图片的行：%1。</translation>
    </message>
    <message>
        <source>Rows that fit several images of the project each, so that their captions were not imported: %1.</source>
        <translation>每行对应多张项目图片、因而没有导入其描述的行：%1。</translation>
    </message>
    <message>
        <source>No file in %1 or its folder annotations is called captions*.json; name the file to read.</source>
        <translation>%1 及其 annotations 文件夹中没有名为 captions*.json 的文件；请指定要读取的文件。</translation>
    </message>
    <message>
        <source>Several files in %1 hold captions: %2. Name the one to read.</source>
        <translation>%1 中有多个含描述的文件：%2。请指定要读取的一个。</translation>
    </message>
    <message>
        <source>it has no answers</source>
        <translation>其中没有回答</translation>
    </message>
    <message>
        <source>The list of %1 is damaged: %2.</source>
        <translation>%1 的列表已损坏：%2。</translation>
    </message>
    <message>
        <source>The plan of %1 is damaged: %2.</source>
        <translation>%1 的计划已损坏：%2。</translation>
    </message>
    <message>
        <source>%1 by the number of human captions (mean and interval over %2 seeds; before fine-tuning over images)</source>
        <translation>%1 随人工描述数量的变化（%2 个种子上的平均值和区间；微调前为图片上的区间）</translation>
    </message>
    <message>
        <source>before fine-tuning</source>
        <translation>微调前</translation>
    </message>
    <message>
        <source>%1 human captions</source>
        <translation>%1 条人工描述</translation>
    </message>
    <message>
        <source>Captions that state the right relation, of scenes that have one</source>
        <translation>在有位置关系的场景中，关系正确的描述</translation>
    </message>
    <message>
        <source>Long captions with the right objects and side by side or one above the other as in the scene</source>
        <translation>物体正确，且并排或上下与场景相符的长描述</translation>
    </message>
    <message>
        <source>Caption curve</source>
        <translation>描述曲线</translation>
    </message>
    <message>
        <source>%1 steps of 32 captions for each captioner, %2 seeds</source>
        <translation>每个描述模型训练 %1 步，每步 32 条描述，%2 个种子</translation>
    </message>
    <message>
        <source>%1 of %2 images were captioned.</source>
        <translation>%2 张图片中有 %1 张写了描述。</translation>
    </message>
    <message>
        <source>No port of this machine is free for the server of the benchmark.</source>
        <translation>本机没有可供基准测试服务器使用的空闲端口。</translation>
    </message>
    <message>
        <source>%1 is not valid TOML: there is a mistake in line %2, at character %3.</source>
        <translation>%1 不是有效的 TOML：第 %2 行第 %3 个字符处有错误。</translation>
    </message>
    <message>
        <source>%1 is not UTF-8, as TOML must be; save it as UTF-8.</source>
        <translation>%1 不是 UTF-8 编码，而 TOML 必须是；请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>There is no benchmark &apos;%1&apos;; use unet, sample, train, caption or metrics.</source>
        <translation>没有名为“%1”的基准测试；请使用 unet、sample、train、caption 或 metrics。</translation>
    </message>
    <message>
        <source>A detector&apos;s output has %1 where the class belongs.</source>
        <translation>检测器的输出在类别的位置上是 %1。</translation>
    </message>
    <message>
        <source>The embedding in row %1 is zero throughout, so it has no direction to compare.</source>
        <translation>第 %1 行的嵌入全为零，没有可以比较的方向。</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>real images</source>
        <translation>真实图像</translation>
    </message>
    <message>
        <source>generated images</source>
        <translation>生成的图像</translation>
    </message>
    <message>
        <source>Feature vectors must have one common width.</source>
        <translation>特征向量的宽度必须相同。</translation>
    </message>
    <message>
        <source>The features of %1 must be a matrix of floating-point numbers, one row an image.</source>
        <translation>%1的特征必须是浮点数矩阵，每行对应一幅图像。</translation>
    </message>
    <message>
        <source>The features of %1 hold a value that is not a finite number in row %2.</source>
        <translation>%1的特征在第 %2 行含有非有限数值。</translation>
    </message>
    <message>
        <source>a batch of images</source>
        <translation>一批图像</translation>
    </message>
    <message>
        <source>A batch of features has width %1 and those before it %2.</source>
        <translation>一批特征的宽度为 %1，而之前各批为 %2。</translation>
    </message>
    <message>
        <source>the images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>A Frechet distance at a count of %1 needs at least two and at most all of %2 images.</source>
        <translation>数量为 %1 的 Fréchet 距离至少需要两幅、至多需要全部 %2 幅图像。</translation>
    </message>
    <message>
        <source>A Frechet distance cannot be extrapolated from %1 counts of %2 images; it needs at least two counts and %3 images.</source>
        <translation>无法用 %2 幅图像的 %1 个数量外推 Fréchet 距离；至少需要两个数量和 %3 幅图像。</translation>
    </message>
    <message>
        <source>generated pictures</source>
        <translation>生成的图片</translation>
    </message>
    <message>
        <source>Features to be compared must have the same width.</source>
        <translation>要比较的特征宽度必须相同。</translation>
    </message>
    <message>
        <source>Frechet distance between features of generated and of real images: the FID network&apos;s 2048 features with the resize of clean-fid; 0 means the same Gaussian.</source>
        <translation>生成图像与真实图像特征之间的 Fréchet 距离：FID 网络的 2048 维特征，按 clean-fid 缩放；0 表示高斯分布相同。</translation>
    </message>
    <message>
        <source>Positional alignment: the share of images for which CLIP gives the prompt more than 0.6 against the same caption with the positional word turned round; the mean over words. A tie fails.</source>
        <translation>位置对齐：CLIP 在提示词与方位词相反的同一描述之间给提示词的概率超过 0.6 的图像所占比例，再对各方位词取平均。相等算失败。</translation>
    </message>
    <message>
        <source>R-precision: the share of images that CLIP finds strictly nearer to their own prompt than to each of its distractors.</source>
        <translation>R 精度：CLIP 认为严格更接近自身提示词而非任何干扰描述的图像所占比例。</translation>
    </message>
    <message>
        <source>FID with the resize of pytorch-fid: bilinear without antialiasing.</source>
        <translation>按 pytorch-fid 缩放的 FID：无抗锯齿的双线性缩放。</translation>
    </message>
    <message>
        <source>Frechet distance as the TISE toolbox computes it: torchvision&apos;s Inception and TISE&apos;s own scale of pixels. Not comparable with any other FID.</source>
        <translation>TISE 工具箱计算的 Fréchet 距离：torchvision 的 Inception 与 TISE 自己的像素尺度。不能与其他 FID 比较。</translation>
    </message>
    <message>
        <source>Kernel distance of the FID network&apos;s features (cubic polynomial kernel, unbiased): the mean over 100 subsets of 1000 pictures, or of all pictures where there are fewer.</source>
        <translation>FID 网络特征的核距离（三次多项式核，无偏）：100 个各含 1000 幅图片的子集的平均值，图片较少时取全部图片。</translation>
    </message>
    <message>
        <source>1000 times the squared maximum mean discrepancy of normalised CLIP embeddings with a Gaussian kernel of width 10; published for ViT-L/14 at 336 pixels.</source>
        <translation>归一化 CLIP 嵌入在宽度为 10 的高斯核下最大均值差异平方的 1000 倍；发表时使用 336 像素的 ViT-L/14。</translation>
    </message>
    <message>
        <source>Frechet distance of DINOv2&apos;s class token, as dgm-eval computes it; published for ViT-L/14.</source>
        <translation>DINOv2 类别词元的 Fréchet 距离，计算方式同 dgm-eval；发表时使用 ViT-L/14。</translation>
    </message>
    <message>
        <source>Frechet distance of CLIP&apos;s image embeddings; published for ViT-B/32.</source>
        <translation>CLIP 图像嵌入的 Fréchet 距离；发表时使用 ViT-B/32。</translation>
    </message>
    <message>
        <source>Inception Score: exp of the mean divergence between the classes of an image and those of all, mean of ten splits; the FID network&apos;s logits without the bias.</source>
        <translation>Inception 分数：单幅图像类别分布与总体分布的平均散度取指数，十份的平均值；使用 FID 网络不含偏置的 logits。</translation>
    </message>
    <message>
        <source>Inception Score of logits divided by TISE&apos;s calibrated temperature for COCO.</source>
        <translation>logits 除以 TISE 为 COCO 标定的温度后的 Inception 分数。</translation>
    </message>
    <message>
        <source>The share of generated images inside the manifold of the real ones (5 nearest neighbours).</source>
        <translation>落在真实图像流形内的生成图像所占比例（5 个最近邻）。</translation>
    </message>
    <message>
        <source>The share of real images inside the manifold of the generated ones (5 nearest neighbours).</source>
        <translation>落在生成图像流形内的真实图像所占比例（5 个最近邻）。</translation>
    </message>
    <message>
        <source>The mean number of real neighbourhoods around a generated image, divided by their size of 5.</source>
        <translation>包含一幅生成图像的真实邻域的平均个数除以邻域大小 5。</translation>
    </message>
    <message>
        <source>The share of real images whose neighbourhood of 5 holds a generated image.</source>
        <translation>其 5 近邻邻域中有生成图像的真实图像所占比例。</translation>
    </message>
    <message>
        <source>SOA-C with the toolbox&apos;s rule: images in which nothing is found are left out, which flatters models that fail.</source>
        <translation>按工具箱规则的 SOA-C：什么都没检测到的图像不计入，这会美化失败的模型。</translation>
    </message>
    <message>
        <source>SOA-I with the toolbox&apos;s rule: images in which nothing is found are left out.</source>
        <translation>按工具箱规则的 SOA-I：什么都没检测到的图像不计入。</translation>
    </message>
    <message>
        <source>R-precision with the toolbox&apos;s rule: the own prompt wins ties.</source>
        <translation>按工具箱规则的 R 精度：相等时自身提示词获胜。</translation>
    </message>
    <message>
        <source>2.5 times the cosine of picture and prompt, not below 0, the prompt after &quot;A photo depicts &quot;; published for ViT-B/32.</source>
        <translation>图片与提示词余弦的 2.5 倍，不低于 0，提示词前加“A photo depicts ”；发表时使用 ViT-B/32。</translation>
    </message>
    <message>
        <source>The mean probability by BLIP&apos;s matching head that picture and prompt belong together.</source>
        <translation>BLIP 匹配头给出的图片与提示词相符的平均概率。</translation>
    </message>
    <message>
        <source>For each image the product over the prompt&apos;s questions of p(yes) / (p(yes) + p(no)) by BLIP, as T2I-CompBench; then the mean.</source>
        <translation>对每幅图像，将 BLIP 对提示词各问题的 p(yes) / (p(yes) + p(no)) 相乘（同 T2I-CompBench），再取平均。</translation>
    </message>
    <message>
        <source>The share of correct images of each of GenEval&apos;s tasks, then the mean of the tasks; published for Mask2Former and CLIP ViT-L/14, which see colours inside of masks; here inside of boxes.</source>
        <translation>GenEval 各任务中正确图像的比例，再对任务取平均；发表时使用 Mask2Former 与 CLIP ViT-L/14，在掩码内判断颜色；这里在方框内判断。</translation>
    </message>
    <message>
        <source>Model preference, not human evaluation: PickScore&apos;s CLIP logit of picture and prompt.</source>
        <translation>模型偏好，并非人工评价：PickScore 对图片与提示词的 CLIP logit。</translation>
    </message>
    <message>
        <source>Model preference, not human evaluation: 100 times HPSv2&apos;s cosine of picture and prompt.</source>
        <translation>模型偏好，并非人工评价：HPSv2 对图片与提示词余弦的 100 倍。</translation>
    </message>
    <message>
        <source>there are no real images to compare with</source>
        <translation>没有可供比较的真实图像</translation>
    </message>
    <message>
        <source>a distance between sets needs at least two pictures</source>
        <translation>集合之间的距离至少需要两幅图片</translation>
    </message>
    <message>
        <source>it needs more than %1 pictures on either side</source>
        <translation>两边各需要多于 %1 幅图片</translation>
    </message>
    <message>
        <source>it needs more than %1 pictures</source>
        <translation>需要多于 %1 幅图片</translation>
    </message>
    <message>
        <source>no prompt names an object that the judge knows</source>
        <translation>没有提示词提到评判模型认识的对象</translation>
    </message>
    <message>
        <source>no prompt asks for a number of objects</source>
        <translation>没有提示词要求对象的数量</translation>
    </message>
    <message>
        <source>no prompt is one of GenEval&apos;s</source>
        <translation>没有提示词属于 GenEval</translation>
    </message>
    <message>
        <source>no picture has a prompt that the judge can read</source>
        <translation>没有图片带有评判模型能读的提示词</translation>
    </message>
    <message>
        <source>no prompt of the prompt set has questions</source>
        <translation>提示词集中没有带问题的提示词</translation>
    </message>
    <message>
        <source>no prompt of the prompt set has a false caption</source>
        <translation>提示词集中没有带错误描述的提示词</translation>
    </message>
    <message>
        <source>no prompt of the prompt set has distractors</source>
        <translation>提示词集中没有带干扰描述的提示词</translation>
    </message>
    <message>
        <source>%1 is not a detector: it has %2 inputs, not one picture.</source>
        <translation>%1 不是检测器：它有 %2 个输入，而不是一幅图片。</translation>
    </message>
    <message>
        <source>The names of the classes in the metadata of %1 cannot be read.</source>
        <translation>无法读取 %1 元数据中的类别名称。</translation>
    </message>
    <message>
        <source>%1 is a network for the task &quot;%2&quot;, not a detector.</source>
        <translation>%1 是用于任务“%2”的网络，不是检测器。</translation>
    </message>
    <message>
        <source>%1 is not a detector for RGB pictures: its input is %2.</source>
        <translation>%1 不是用于 RGB 图片的检测器：其输入为 %2。</translation>
    </message>
    <message>
        <source>%1 takes %2 pictures at once; export it for one.</source>
        <translation>%1 一次接收 %2 幅图片；请以一幅重新导出。</translation>
    </message>
    <message>
        <source>%2 needs ONNX support, which is missing here (%1): run packaging/setup, which fetches OpenVINO, and build again.</source>
        <translation>%2 需要 ONNX 支持，而这里没有（%1）：请运行 packaging/setup 获取 OpenVINO，然后重新构建。</translation>
    </message>
    <message>
        <source>%1 is for pictures of %2 x %3 pixels; sides of %4 to %5 can be used.</source>
        <translation>%1 用于 %2 x %3 像素的图片；可用的边长为 %4 到 %5。</translation>
    </message>
    <message>
        <source>%1 is not a detector whose outputs are known: they are %2.</source>
        <translation>%1 不是输出已知的检测器：其输出为 %2。</translation>
    </message>
    <message>
        <source>%1 is not a detector that is known. %2</source>
        <translation>%1 不是已知的检测器。%2</translation>
    </message>
    <message>
        <source>%1 names %2 classes, but its output of shape %3 would have %4; it is not a plain detector.</source>
        <translation>%1 列出了 %2 个类别，但其形状为 %3 的输出应有 %4 个；它不是普通的检测器。</translation>
    </message>
    <message>
        <source>A detector takes RGB pictures of its own size only.</source>
        <translation>检测器只接收其自身尺寸的 RGB 图片。</translation>
    </message>
    <message>
        <source>Class %1 was found, but %2 are named.</source>
        <translation>检测到类别 %1，但只有 %2 个有名称。</translation>
    </message>
    <message>
        <source>%1 cannot be used. %2</source>
        <translation>无法使用 %1。%2</translation>
    </message>
    <message>
        <source>There is not enough memory for the network %1.</source>
        <translation>内存不足以容纳网络 %1。</translation>
    </message>
    <message>
        <source>%1 is not an ONNX network that OpenVINO can compute (%2).</source>
        <translation>%1 不是 OpenVINO 能计算的 ONNX 网络（%2）。</translation>
    </message>
    <message>
        <source>The metric &apos;%1&apos; does not read &apos;%2&apos;.</source>
        <translation>指标“%1”不读取“%2”。</translation>
    </message>
    <message>
        <source>A paired comparison needs the same judge on both sides.</source>
        <translation>配对比较的两边需要同一评判模型。</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; must be %3.</source>
        <translation>%1：“%2”必须是%3。</translation>
    </message>
    <message>
        <source>a list of texts, none of them empty</source>
        <translation>由非空文本组成的列表</translation>
    </message>
    <message>
        <source>an object of classes and whole numbers</source>
        <translation>由类别和整数组成的对象</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>一个对象</translation>
    </message>
    <message>
        <source>an object with a text &apos;word&apos;</source>
        <translation>含有文本“word”的对象</translation>
    </message>
    <message>
        <source>a text or a whole number</source>
        <translation>文本或整数</translation>
    </message>
    <message>
        <source>The prompt of %1 %2.</source>
        <translation>%1 的提示词%2。</translation>
    </message>
    <message>
        <source>%1 has the id %2, which cannot name pictures: use at most %3 bytes without control characters, without &apos;..&apos; and without &apos;/&apos; in front.</source>
        <translation>%1 的 id 为 %2，不能用来命名图片：请使用至多 %3 字节、不含控制字符、不含“..”且不以“/”开头的 id。</translation>
    </message>
    <message>
        <source>%1 and %2 have the same id &apos;%3&apos;; give each its own.</source>
        <translation>%1 和 %2 的 id 相同（“%3”）；请各用各的。</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, more than a prompt with everything that it expects may take (%3).</source>
        <translation>%1 有 %2 字节，超过了一条提示词连同其全部要求所允许的大小（%3）。</translation>
    </message>
    <message>
        <source>%1 is not UTF-8; save the file as UTF-8.</source>
        <translation>%1 不是 UTF-8；请将文件另存为 UTF-8。</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>is longer than %1 bytes</source>
        <translation>长于 %1 字节</translation>
    </message>
    <message>
        <source>is not UTF-8</source>
        <translation>不是 UTF-8</translation>
    </message>
    <message>
        <source>contains control characters</source>
        <translation>含有控制字符</translation>
    </message>
    <message>
        <source>The vocabulary has no word &apos;%1&apos;.</source>
        <translation>词表中没有词“%1”。</translation>
    </message>
    <message>
        <source>%1 does not say what its classes are called.</source>
        <translation>%1 没有说明其类别的名称。</translation>
    </message>
    <message>
        <source>No picture in %1 has the id of a prompt in its name, e.g. %2.png.</source>
        <translation>%1 中没有图片的名称含有提示词的 id，例如 %2.png。</translation>
    </message>
    <message>
        <source>There is no picture in %1.</source>
        <translation>%1 中没有图片。</translation>
    </message>
    <message>
        <source>The metric &apos;%1&apos; is computed by its own weights: the judges file must have a judge called &apos;%1&apos; of one of the kinds %2.</source>
        <translation>指标“%1”由其自身的权重计算：评判模型文件中必须有一个名为“%1”的评判模型，种类为 %2 之一。</translation>
    </message>
    <message>
        <source>No judge can compute &apos;%1&apos;: the judges file must have one of the kinds %2.</source>
        <translation>没有评判模型能计算“%1”：评判模型文件中必须有 %2 之一的种类。</translation>
    </message>
    <message>
        <source>the judge does not know these classes that prompts name: %1</source>
        <translation>评判模型不认识提示词提到的这些类别：%1</translation>
    </message>
    <message>
        <source>colours are asked for in %1 of its %2 pictures, and no CLIP judge is there to tell them</source>
        <translation>其 %2 幅图片中有 %1 幅要求颜色，而没有 CLIP 评判模型来判断</translation>
    </message>
    <message>
        <source>%1 is nested deeper than any prompt set.</source>
        <translation>%1 的嵌套层数超过了任何提示词集。</translation>
    </message>
    <message>
        <source>The prompt set would take %1 bytes, more than a prompt file may have (%2): take fewer prompts or fewer distractors.</source>
        <translation>提示词集将占 %1 字节，超过提示词文件的上限（%2）：请减少提示词或干扰描述。</translation>
    </message>
    <message>
        <source>it wants to use &apos;%1&apos;, and only lists, dictionaries, texts and numbers are taken from pickles. Write the data as JSON with the program that made the file</source>
        <translation>它要使用“%1”，而从 pickle 中只读取列表、字典、文本和数字。请用生成该文件的程序把数据写成 JSON</translation>
    </message>
    <message>
        <source>it holds a number that is not a whole number of 64 bits</source>
        <translation>其中有数字不是 64 位整数</translation>
    </message>
    <message>
        <source>it holds a number that cannot be read</source>
        <translation>其中有无法读取的数字</translation>
    </message>
    <message>
        <source>%1 cannot be read as a pickle of plain data: %2.</source>
        <translation>无法将 %1 读作纯数据的 pickle：%2。</translation>
    </message>
    <message>
        <source>operation %1 does not occur in plain data</source>
        <translation>操作 %1 不会出现在纯数据中</translation>
    </message>
    <message>
        <source>it is nested deeper than plain data of prompts</source>
        <translation>其嵌套层数超过了提示词的纯数据</translation>
    </message>
    <message>
        <source>it holds too many values</source>
        <translation>其中的值过多</translation>
    </message>
    <message>
        <source>it holds a value that is no list, dictionary, text or number of 64 bits</source>
        <translation>其中有值不是列表、字典、文本或 64 位数字</translation>
    </message>
    <message>
        <source>it holds more than 256 MiB of text</source>
        <translation>其中的文本超过 256 MiB</translation>
    </message>
    <message>
        <source>it holds a text that is not UTF-8</source>
        <translation>其中有文本不是 UTF-8</translation>
    </message>
    <message>
        <source>a key of a dictionary is no text and no number</source>
        <translation>某个字典的键既不是文本也不是数字</translation>
    </message>
    <message>
        <source>Pictures in %1 that belong to no prompt of the set: %2, e.g. %3; they are not judged.</source>
        <translation>%1 中不属于提示词集任何提示词的图片：%2，例如 %3；它们不会被评判。</translation>
    </message>
    <message>
        <source>prompts of the set without a picture: %1, e.g. &apos;%2&apos;</source>
        <translation>提示词集中没有图片的提示词：%1，例如“%2”</translation>
    </message>
    <message>
        <source>%1 has no file captions_SPLIT.json; name the folder of COCO that contains &apos;annotations&apos;.</source>
        <translation>%1 中没有文件 captions_SPLIT.json；请指定包含“annotations”的 COCO 文件夹。</translation>
    </message>
    <message>
        <source>%1 has no captions of the split &apos;%2&apos;; there are: %3.</source>
        <translation>%1 中没有划分“%2”的描述；现有：%3。</translation>
    </message>
    <message>
        <source>%1 has captions of several splits; choose one with the option &apos;split&apos;: %2.</source>
        <translation>%1 中有多个划分的描述；请用选项“split”选择其一：%2。</translation>
    </message>
    <message>
        <source>%1 is not an annotation file of COCO: a JSON object with the lists &apos;images&apos; and &apos;annotations&apos; was expected.</source>
        <translation>%1 不是 COCO 的标注文件：应为含有列表“images”和“annotations”的 JSON 对象。</translation>
    </message>
    <message>
        <source>%1 has no whole number &apos;%2&apos;.</source>
        <translation>%1 没有整数“%2”。</translation>
    </message>
    <message>
        <source>%1 has no text &apos;%2&apos;.</source>
        <translation>%1 没有文本“%2”。</translation>
    </message>
    <message>
        <source>%1 has the category %2, which is none of COCO&apos;s 80 classes.</source>
        <translation>%1 的类别为 %2，不属于 COCO 的 80 个类别。</translation>
    </message>
    <message>
        <source>%1 has two images with the id %2.</source>
        <translation>%1 中有两幅图像的 id 都是 %2。</translation>
    </message>
    <message>
        <source>%1 has the caption %2 of an image that it does not name: %3.</source>
        <translation>%1 中的描述 %2 属于它没有列出的图像：%3。</translation>
    </message>
    <message>
        <source>The split %1 has too few captions for %2 distractors per prompt; set &apos;distractors&apos; to %3 or fewer.</source>
        <translation>划分 %1 的描述太少，不够每条提示词 %2 个干扰描述；请将“distractors”设为 %3 或更少。</translation>
    </message>
    <message>
        <source>There is no kind of prompt set &apos;%1&apos;; there are: %2.</source>
        <translation>没有名为“%1”的提示词集种类；现有：%2。</translation>
    </message>
    <message>
        <source>No caption of the split %1 gives a prompt of the kind &apos;%2&apos;.</source>
        <translation>划分 %1 中没有描述能得到“%2”种类的提示词。</translation>
    </message>
    <message>
        <source>%1 is not a line of GenEval&apos;s metadata with &apos;tag&apos;, &apos;include&apos; and &apos;prompt&apos;.</source>
        <translation>%1 不是含有“tag”“include”和“prompt”的 GenEval 元数据行。</translation>
    </message>
    <message>
        <source>%1 is larger than a prompt file may be (%2 bytes).</source>
        <translation>%1 超过了提示词文件的大小上限（%2 字节）。</translation>
    </message>
    <message>
        <source>%1 has no column of prompts; the header line must name one of: %2.</source>
        <translation>%1 没有提示词列；标题行必须含有其一：%2。</translation>
    </message>
    <message>
        <source>%1 names class %2; COCO&apos;s classes have the numbers 0 to 79.</source>
        <translation>%1 提到类别 %2；COCO 的类别编号为 0 到 79。</translation>
    </message>
    <message>
        <source>&apos;counting_info&apos; of %1 is not a dictionary of classes and whole numbers.</source>
        <translation>%1 的“counting_info”不是由类别和整数组成的字典。</translation>
    </message>
    <message>
        <source>&apos;mismatched_captions&apos; of %1 is not a list of texts.</source>
        <translation>%1 的“mismatched_captions”不是文本列表。</translation>
    </message>
    <message>
        <source>%1 is not a list of captions as TISE writes them.</source>
        <translation>%1 不是 TISE 写出的描述列表。</translation>
    </message>
    <message>
        <source>%1 holds no file label_XX_name.pkl as TISE&apos;s object accuracy has them.</source>
        <translation>%1 中没有 TISE 对象准确率所用的文件 label_XX_name.pkl。</translation>
    </message>
    <message>
        <source>There is no secure connection to %1: %2. For a server with a certificate of your own, name its file in the environment variable SSL_CERT_FILE; the address of one without TLS begins with http://.</source>
        <translation>无法与 %1 建立安全连接：%2。对于使用自备证书的服务器，请在环境变量 SSL_CERT_FILE 中指定证书文件；不使用 TLS 的服务器地址以 http:// 开头。</translation>
    </message>
    <message>
        <source>%1 is not a CLIP model (option &apos;clip&apos;): its config.json says %2.</source>
        <translation>%1 不是 CLIP 模型（选项“clip”）：其 config.json 写的是 %2。</translation>
    </message>
    <message>
        <source>The difference between %1 and %2 captions is %3 [%4, %5]; this interval over %6 seeds includes 0, so it may be chance.</source>
        <translation>%1 条与 %2 条描述之间的差异为 %3 [%4, %5]；该区间基于 %6 个种子且包含 0，因此可能出于偶然。</translation>
    </message>
    <message>
        <source>No image that the filter &apos;%1&apos; selects has a human caption of source &apos;%2&apos; or &apos;%3&apos;.</source>
        <translation>筛选条件“%1”选中的图像都没有来源“%2”或“%3”的人工描述。</translation>
    </message>
    <message>
        <source>min_length is %1 and max_length %2, so no caption could end: min_length must not be larger.</source>
        <translation>min_length 为 %1，max_length 为 %2，描述将无法结束：min_length 不得更大。</translation>
    </message>
    <message>
        <source>The source &apos;%1&apos; is for what people write; name another one, such as recap_long.</source>
        <translation>来源“%1”用于人写的内容；请指定其他来源，例如 recap_long。</translation>
    </message>
    <message>
        <source>The project has no caption source &apos;%1&apos;, which the instruction asks for.</source>
        <translation>项目中没有指令所要求的描述来源“%1”。</translation>
    </message>
    <message>
        <source>Run &apos;%1&apos; is of the kind &apos;%2&apos;; this continues runs of the kind &apos;%3&apos;.</source>
        <translation>运行“%1”的种类为“%2”；此处继续的是“%3”种类的运行。</translation>
    </message>
    <message>
        <source>its field &apos;%1&apos; is longer than %2 bytes</source>
        <translation>其字段“%1”超过 %2 字节</translation>
    </message>
    <message>
        <source>another answer of this rater to the item is stored and counts: two raters have one name, or one answered in two places</source>
        <translation>该评审员对此项目的另一个回答已保存并有效：可能是两位评审员同名，或一位评审员在两处作答</translation>
    </message>
    <message>
        <source>The rater&apos;s name is longer than %1 bytes. Use a shorter one.</source>
        <translation>评审员的姓名超过 %1 字节。请使用较短的姓名。</translation>
    </message>
    <message>
        <source>The plan of rating study %1 was changed after it was fixed. Bring the project back from a copy or create a new rating study.</source>
        <translation>评审研究 %1 的方案在确定之后被改动过。请从备份恢复项目，或新建评审研究。</translation>
    </message>
    <message>
        <source>Rating session</source>
        <translation>评审</translation>
    </message>
    <message>
        <source>This page needs JavaScript. Allow it for this page, or open the page in another browser.</source>
        <translation>此页面需要 JavaScript。请允许此页面使用，或换用其他浏览器打开。</translation>
    </message>
    <message>
        <source>Download answers</source>
        <translation>下载回答</translation>
    </message>
    <message>
        <source>{{items}} items for {{rater}}. Each answer has a key; the pictures have to be in view for a moment before keys work.</source>
        <translation>{{rater}} 共有 {{items}} 项。每个回答都有对应的按键；图片显示片刻之后按键才有效。</translation>
    </message>
    <message>
        <source>Your answers are kept in this browser, so you can close the page and continue later. At the end, download them and send the file to the person who gave you the page.</source>
        <translation>您的回答保存在此浏览器中，可以关闭页面，以后再继续。完成后请下载回答，并把文件发给向您提供此页面的人。</translation>
    </message>
    <message>
        <source>Each answer is saved on the server before the next item is shown, so you can close the page and continue later.</source>
        <translation>每个回答都会在显示下一项之前保存到服务器，因此可以关闭页面，以后再继续。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Undo last answer</source>
        <translation>撤销上一个回答</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Item {{first}} of {{second}}</source>
        <translation>第 {{first}} 项，共 {{second}} 项</translation>
    </message>
    <message>
        <source>“{{first}}”</source>
        <translation>“{{first}}”</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Everything is saved. Press P to continue.</source>
        <translation>全部已保存。按 P 继续。</translation>
    </message>
    <message>
        <source>Thank you, that was the last item</source>
        <translation>谢谢，这是最后一项</translation>
    </message>
    <message>
        <source>Download the answers and send the file {{first}} to the person who gave you this page. Backspace undoes the last answer.</source>
        <translation>请下载回答，并把文件 {{first}} 发给向您提供此页面的人。退格键撤销上一个回答。</translation>
    </message>
    <message>
        <source>Every answer is saved. You can close this page. Backspace undoes the last answer.</source>
        <translation>所有回答都已保存。可以关闭此页面。退格键撤销上一个回答。</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>A picture of this page cannot be read. Ask for the page again.</source>
        <translation>此页面的一张图片无法读取。请重新索取页面。</translation>
    </message>
    <message>
        <source>This session was continued in another window, so its newer answers are shown here and your last key was not counted. Use one window only.</source>
        <translation>此评审已在另一个窗口中继续，因此这里显示那里较新的回答，您最后的按键未计入。请只使用一个窗口。</translation>
    </message>
    <message>
        <source>This browser does not keep answers. Leave this page open until you have downloaded them.</source>
        <translation>此浏览器不保存回答。请在下载回答之前保持此页面打开。</translation>
    </message>
    <message>
        <source>Answers that were kept in this browser were damaged and have been set aside; their items are asked again. Send also any answers that you downloaded before.</source>
        <translation>保存在此浏览器中的回答已损坏，已另行存放；相应的项目会再次提问。请把以前下载的回答也一并发送。</translation>
    </message>
    <message>
        <source>The answer is not saved: the server cannot be reached. Answer again in a moment.</source>
        <translation>回答未保存：无法连接服务器。请稍后再次回答。</translation>
    </message>
    <message>
        <source>The server asks you to answer more slowly. The answer is not saved; answer again in a moment.</source>
        <translation>服务器要求放慢回答速度。回答未保存；请稍后再次回答。</translation>
    </message>
    <message>
        <source>The server did not take the answer. Load this page again; if that does not help, tell the person who gave you the link.</source>
        <translation>服务器未接受此回答。请重新加载页面；如果仍然无效，请告知向您提供链接的人。</translation>
    </message>
    <message>
        <source>A picture cannot be loaded: the server cannot be reached. Load this page again in a moment.</source>
        <translation>无法加载图片：无法连接服务器。请稍后重新加载此页面。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an address to listen at. Write HOST:PORT, e.g. 127.0.0.1:8642.</source>
        <translation>“%1”不是可监听的地址。请写成 HOST:PORT，例如 127.0.0.1:8642。</translation>
    </message>
    <message>
        <source>TLS needs both a certificate and its key, as PEM files.</source>
        <translation>TLS 需要证书及其密钥，均为 PEM 文件。</translation>
    </message>
    <message>
        <source>%1 and %2 are not a certificate and its key in PEM format.</source>
        <translation>%1 和 %2 不是 PEM 格式的证书及其密钥。</translation>
    </message>
    <message>
        <source>Nobody can listen at %1, port %2: the port is taken or the address is not one of this machine. Choose another one.</source>
        <translation>无法在 %1 的端口 %2 上监听：端口已被占用，或该地址不属于本机。请选择其他地址。</translation>
    </message>
    <message>
        <source>This build of the program has no HTTP server. Install libcpp-httplib-dev (packaging/setup does) and build it again.</source>
        <translation>本程序构建时没有 HTTP 服务器。请安装 libcpp-httplib-dev（packaging/setup 会安装）后重新构建。</translation>
    </message>
    <message>
        <source>The rating study has no raters with links yet. Name them, e.g. --raters anna,ben.</source>
        <translation>此评审研究还没有带链接的评审员。请给出姓名，例如 --raters anna,ben。</translation>
    </message>
    <message>
        <source>intervals and p values of fewer than %1 prompts are somewhat too small; here are %2.</source>
        <translation>提示词少于 %1 个时，区间和 p 值略偏小；此处有 %2 个。</translation>
    </message>
    <message>
        <source>a kernel distance of %1 pictures to %2 real ones is computed from all of them at once, because there are fewer than %3 on a side; published values are means over subsets of %3.</source>
        <translation>%1 张图片与 %2 张真实图片的核距离由全部图片一次算出，因为有一侧少于 %3 张；公布的数值是每份 %3 张的子集的平均。</translation>
    </message>
    <message>
        <source>neighbourhoods of %1 among %2 pictures and %3 real ones are larger than among many (fewer than %4). Compare it only with values of the same counts.</source>
        <translation>在 %2 张图片和 %3 张真实图片（少于 %4 张）中，%1 个近邻的邻域比图片很多时更大。只应与相同数量的数值比较。</translation>
    </message>
    <message>
        <source>%1 pictures cover about %2 % of %3 real ones when both are of the same kind, not 100 %. Compare it only with values of the same counts.</source>
        <translation>即使两者同类，%1 张图片也只能覆盖 %3 张真实图片的约 %2 %，而不是 100 %。只应与相同数量的数值比较。</translation>
    </message>
    <message>
        <source>an Inception Score of %1 pictures is smaller than one of many would be: each of its %2 splits has fewer pictures (%3) than there are classes (%4). Compare it only with values of the same counts.</source>
        <translation>%1 张图片的 Inception Score 比图片很多时偏小：其 %2 份中每份的图片数（%3）少于类别数（%4）。只应与相同数量的数值比较。</translation>
    </message>
    <message>
        <source>An interval over trainings needs at least two runs on at least two prompts, each with its standard error.</source>
        <translation>对多次训练求区间，至少需要两次运行和两个提示词，且每次运行都有标准误差。</translation>
    </message>
    <message>
        <source>The baseline is not among the runs that are judged: name it there too.</source>
        <translation>基线不在被评判的运行之中：请把它也列入。</translation>
    </message>
    <message>
        <source>Every pair is compared for up to %1 models; there are %2. Name a baseline to compare the others with it.</source>
        <translation>模型不超过 %1 个时才两两比较；现有 %2 个。请指定基线，让其余模型与它比较。</translation>
    </message>
    <message>
        <source>%1 comparisons with %2 resamplings of the prompts can separate no two models, because no p is small enough; use at least %3.</source>
        <translation>对提示词重抽样 %2 次时，%1 项比较无法区分任何两个模型，因为 p 不可能足够小；请至少使用 %3 次。</translation>
    </message>
    <message>
        <source>no value, because %1</source>
        <translation>没有数值，因为%1</translation>
    </message>
    <message>
        <source>not separated: %1</source>
        <translation>未能区分：%1</translation>
    </message>
    <message>
        <source>%1 is better</source>
        <translation>%1 更好</translation>
    </message>
    <message>
        <source>the two are different</source>
        <translation>两者不同</translation>
    </message>
    <message>
        <source>Second minus first, on the same prompts and seeds, with 95 % intervals over prompts.</source>
        <translation>第二个减第一个，提示词和种子相同，区间为对提示词的 95 % 区间。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Each metric is a family of its own: p (Holm) is adjusted for its %1 comparisons; two models are separated where it is at most 0.05 and the interval excludes 0.</source>
        <translation>每个指标自成一族：p (Holm) 已按其 %1 项比较校正；当它不超过 0.05 且区间不含 0 时，两个模型才算区分开。</translation>
    </message>
    <message>
        <source>Differences that are older than the numbers and left out: %1. Compute the metrics of these runs together again.</source>
        <translation>早于当前数值而未列出的差值：%1 个。请重新一起计算这些运行的指标。</translation>
    </message>
    <message>
        <source>no difference was measured</source>
        <translation>没有测得差异</translation>
    </message>
    <message>
        <source>more than %1 times as many prompts would be needed to find a difference of this size</source>
        <translation>要发现这样大小的差异，需要 %1 倍以上的提示词</translation>
    </message>
    <message>
        <source>about %1 prompts would be needed to find a difference of this size (80 % power at 5 %)</source>
        <translation>要发现这样大小的差异，大约需要 %1 个提示词（检验水平 5 %，功效 80 %）</translation>
    </message>
    <message>
        <source>about %1 prompts would be needed to find a difference of this size (80 % power at 5 % for %2 comparisons)</source>
        <translation>要发现这样大小的差异，大约需要 %1 个提示词（%2 项比较共 5 % 的检验水平，功效 80 %）</translation>
    </message>
    <message>
        <source>the run &apos;%1&apos; has no such number</source>
        <translation>运行“%1”没有这个数值</translation>
    </message>
    <message>
        <source>an interval over runs needs at least two prompts</source>
        <translation>对多次运行求区间至少需要两个提示词</translation>
    </message>
    <message>
        <source>without the paired differences of its %1 runs the interval is too wide; compute their metrics together.</source>
        <translation>没有其 %1 次运行的配对差值，区间过宽；请一起计算它们的指标。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; names no repeated model: write NAME=run1,run2 with at least two runs.</source>
        <translation>“%1”没有指定重复训练的模型：请写成 NAME=run1,run2，至少两次运行。</translation>
    </message>
    <message>
        <source>The run &apos;%1&apos; of &apos;%2&apos; has no numbers among those that are shown, or is named twice.</source>
        <translation>“%2”的运行“%1”在所显示的运行中没有数值，或被列出两次。</translation>
    </message>
    <message>
        <source>%1 is %2; adjusted for all comparisons of the metric p is above 0.05, so this experiment shows no difference.</source>
        <translation>%1为 %2；按该指标的全部比较校正后 p 大于 0.05，因此本实验未显示出差异。</translation>
    </message>
    <message>
        <source>%1 As an estimate: %2.</source>
        <translation>%1估计：%2。</translation>
    </message>
    <message>
        <source>In brackets: 95 % intervals by resampling prompts; n: what the number counts. A value is marked as best only where it is separated from that of every other model: by paired differences on the same prompts, with p adjusted by Holm for all comparisons, or by intervals that do not touch where there are no paired differences.</source>
        <translation>方括号内：对提示词重抽样得到的 95 % 区间；n：该数值所计的数量。只有当一个数值与其他每个模型都区分开时才标为最佳：依据相同提示词上的配对差值（p 按 Holm 法对全部比较校正），没有配对差值时则依据互不相接的区间。</translation>
    </message>
    <message>
        <source>the judge says no finite number about %1 of %2 pictures: %3</source>
        <translation>评判模型对 %2 张图片中的 %1 张给出的不是有限数：%3</translation>
    </message>
    <message>
        <source>%1 of %2 pictures could not be read: %3</source>
        <translation>%2 张图片中有 %1 张无法读取：%3</translation>
    </message>
    <message>
        <source>%1 of %2 real images could not be read: %3</source>
        <translation>%2 张真实图像中有 %1 张无法读取：%3</translation>
    </message>
    <message>
        <source>the judge says no finite number about %1 of %2 real images: %3</source>
        <translation>评判模型对 %2 张真实图像中的 %1 张给出的不是有限数：%3</translation>
    </message>
    <message>
        <source>A sample of &apos;%1&apos; cannot be judged: %2</source>
        <translation>“%1”的一张样本无法评判：%2</translation>
    </message>
    <message>
        <source>The run &apos;%1&apos; has no samples of step %2 to judge; it has samples of: %3.</source>
        <translation>运行“%1”没有可评判的第 %2 步的样本；它有以下各步的样本：%3。</translation>
    </message>
    <message>
        <source>None of the %1 samples of &apos;%2&apos; has a prompt of the prompt set. Name the set that they were generated for.</source>
        <translation>“%2”的 %1 个样本的提示词都不在提示词集内。请指定生成它们时所用的提示词集。</translation>
    </message>
    <message>
        <source>Samples of &apos;%1&apos; whose prompt is not in the prompt set: %2 of %3; they are not judged.</source>
        <translation>“%1”中提示词不在提示词集内的样本：%3 个中的 %2 个；它们不参与评判。</translation>
    </message>
    <message>
        <source>The samples of &apos;%1&apos; have %2 sizes: %3 of them have %4 x %5 pixels, %6 have %7 x %8. Each is brought to the judge&apos;s size by itself.</source>
        <translation>“%1”的样本有 %2 种尺寸：其中 %3 张为 %4 x %5 像素，%6 张为 %7 x %8 像素。每张都单独缩放到评判模型的尺寸。</translation>
    </message>
    <message>
        <source>Prompts that stand in the prompt set more than once and ask for different things: %1, e.g. &apos;%2&apos;. The first of each counts.</source>
        <translation>在提示词集中重复出现而要求不同的提示词：%1 个，例如“%2”。每个以第一次出现的为准。</translation>
    </message>
    <message>
        <source>What the judge says about %1 is not a finite number; check the weights of the judge.</source>
        <translation>评判模型对 %1 给出的不是有限数；请检查评判模型的权重。</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 以及另外 %2 张</translation>
    </message>
    <message>
        <source>not &apos;%1&apos;</source>
        <translation>而不是“%1”</translation>
    </message>
    <message>
        <source>%1 above the false prompt</source>
        <translation>比错误描述高 %1</translation>
    </message>
    <message>
        <source>%1 above the best distractor</source>
        <translation>比最佳干扰描述高 %1</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>incorrect</source>
        <translation>不正确</translation>
    </message>
    <message>
        <source>probability %1</source>
        <translation>概率 %1</translation>
    </message>
    <message>
        <source>similarity %1</source>
        <translation>相似度 %1</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>分数 %1</translation>
    </message>
    <message>
        <source>%1 is a number of the whole set of pictures; no single picture has a value.</source>
        <translation>%1 是针对整组图片的数值；单张图片没有数值。</translation>
    </message>
    <message>
        <source>What single pictures contributed was not recorded when this number was computed; compute it again to see them.</source>
        <translation>计算这个数值时没有记录各张图片的贡献；重新计算后即可查看。</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>%1 of %2 out of %3 is not a sample of a collection.</source>
        <translation>%3 中取 %2、其中 %1 个，这不构成一个集合的样本。</translation>
    </message>
    <message>
        <source>The width of an interval must be positive.</source>
        <translation>区间宽度必须为正。</translation>
    </message>
    <message>
        <source>An audit needs at least two judged captions.</source>
        <translation>核查至少需要两条经评判的描述。</translation>
    </message>
    <message>
        <source>A value of a confidence sequence must lie between 0 and 1, not at %1.</source>
        <translation>置信序列的值必须在 0 与 1 之间，而不是 %1。</translation>
    </message>
    <message>
        <source>A comparison names a system that there is not.</source>
        <translation>有一次比较提到了不存在的系统。</translation>
    </message>
    <message>
        <source>With %1 prompts and one answer to each, a true win rate of %2 % is seen about %3 times of 10.</source>
        <translation>每个提示词一个回答、共 %1 个提示词时，真实胜率为 %2 % 的差别 10 次中约有 %3 次能看出来。</translation>
    </message>
    <message>
        <source>With %1 prompts and %2 answers to each, a true win rate of %3 % is seen about %4 times of 10.</source>
        <translation>每个提示词 %2 个回答、共 %1 个提示词时，真实胜率为 %3 % 的差别 10 次中约有 %4 次能看出来。</translation>
    </message>
    <message>
        <source>The difference of two shares needs answers for both.</source>
        <translation>两个比例之差需要双方都有回答。</translation>
    </message>
    <message>
        <source>The project has no caption audit &apos;%1&apos;.</source>
        <translation>项目中没有描述核查“%1”。</translation>
    </message>
    <message>
        <source>%1: a fault cannot be &apos;%2&apos;; there are: %3.</source>
        <translation>%1：错误种类不能是“%2”；可用的有：%3。</translation>
    </message>
    <message>
        <source>%1 is not the table of a caption audit: it has no column &apos;%2&apos;.</source>
        <translation>%1 不是描述核查的表格：它没有“%2”列。</translation>
    </message>
    <message>
        <source>%1: this row belongs to another audit, or its caption stands twice.</source>
        <translation>%1：此行属于另一次核查，或其描述出现了两次。</translation>
    </message>
    <message>
        <source>%1: a verdict must be &apos;%2&apos; without faults, or &apos;%3&apos;.</source>
        <translation>%1：判定必须是不带错误的“%2”，或“%3”。</translation>
    </message>
    <message>
        <source>No caption has a CLIPScore; &apos;recap dataset score&apos; computes them.</source>
        <translation>没有描述带 CLIPScore；“recap dataset score”可计算。</translation>
    </message>
    <message>
        <source>The source has other captions than when the sample was drawn.</source>
        <translation>该来源的描述与抽样时不同。</translation>
    </message>
    <message>
        <source>Some captions have no CLIPScore; &apos;recap dataset score&apos; computes them.</source>
        <translation>部分描述没有 CLIPScore；“recap dataset score”可计算。</translation>
    </message>
    <message>
        <source>Fewer than three captions have a verdict.</source>
        <translation>有判定的描述不足三条。</translation>
    </message>
    <message>
        <source>The source &apos;%1&apos; has no captions of the images that were selected.</source>
        <translation>来源“%1”没有所选图像的描述。</translation>
    </message>
    <message>
        <source>%1: the caption of image %2 does not belong to this audit.</source>
        <translation>%1：图像 %2 的描述不属于此次核查。</translation>
    </message>
    <message>
        <source>Win rates from %1 % are seen at least 8 times of 10.</source>
        <translation>%1 % 以上的胜率 10 次中至少有 8 次能看出来。</translation>
    </message>
    <message>
        <source>To see %1 % 8 times of 10 takes about %2 prompts.</source>
        <translation>要使 %1 % 的胜率 10 次中有 8 次能看出来，约需 %2 个提示词。</translation>
    </message>
    <message>
        <source>The rating study &apos;%1&apos; shows one picture at a time. A ranking is made of studies that show two side by side.</source>
        <translation>评分研究“%1”每次只显示一张图片。排名由并排显示两张图片的研究得出。</translation>
    </message>
    <message>
        <source>The rating studies &apos;%1&apos; and &apos;%2&apos; ask different questions.</source>
        <translation>评分研究“%1”和“%2”提出的问题不同。</translation>
    </message>
    <message>
        <source>A ranking needs at least one rating study.</source>
        <translation>排名至少需要一项评分研究。</translation>
    </message>
    <message>
        <source>The answers give no ranking: every system needs wins and losses, on at least two prompts, and comparisons that connect it with the others.</source>
        <translation>这些回答得不出排名：每个系统都须在至少两个提示词上有胜有负，并有把它与其他系统联系起来的比较。</translation>
    </message>
    <message>
        <source>Decided: %1 is better than %2.</source>
        <translation>已有定论：%1 优于 %2。</translation>
    </message>
    <message>
        <source>Decided: the systems differ by no more than %1.</source>
        <translation>已有定论：两个系统的差别不超过 %1。</translation>
    </message>
    <message>
        <source>Cannot be decided with this plan: every prompt has its answers.</source>
        <translation>按此计划无法得出定论：所有提示词都已有足够的回答。</translation>
    </message>
    <message>
        <source>Cannot be decided with this plan: it would take about %1 more answers, and the plan has %2 left.</source>
        <translation>按此计划无法得出定论：约还需 %1 个回答，而计划只剩 %2 个。</translation>
    </message>
    <message>
        <source>Cannot be decided with this plan: it would take more than %1 more answers, and the plan has %2 left.</source>
        <translation>按此计划无法得出定论：还需 %1 个以上的回答，而计划只剩 %2 个。</translation>
    </message>
    <message>
        <source>Not decided: too few prompts (%1 of at least %2) have their answers to say how many more it takes.</source>
        <translation>尚无定论：已有足够回答的提示词太少（%1 个，至少需 %2 个），还说不出还需多少。</translation>
    </message>
    <message>
        <source>Not decided, about %1 more answers: the %2 that the plan has left are enough in %3 of 100 continuations.</source>
        <translation>尚无定论，约还需 %1 个回答：计划剩下的 %2 个在 100 次推演中有 %3 次足够。</translation>
    </message>
    <message>
        <source>Not decided, more than %1 more answers: the %2 that the plan has left are enough in %3 of 100 continuations.</source>
        <translation>尚无定论，还需 %1 个以上的回答：计划剩下的 %2 个在 100 次推演中有 %3 次足够。</translation>
    </message>
    <message>
        <source>The answer has no log-probabilities of its tokens.</source>
        <translation>回答中没有词元的对数概率。</translation>
    </message>
    <message>
        <source>%1 is not ImageReward.</source>
        <translation>%1 不是 ImageReward。</translation>
    </message>
    <message>
        <source>%1 is not a TorchScript archive (torch.jit.save).</source>
        <translation>%1 不是 TorchScript 归档（torch.jit.save）。</translation>
    </message>
    <message>
        <source>The program in %1 is larger than any network&apos;s.</source>
        <translation>%1 中的程序比任何网络的都大。</translation>
    </message>
    <message>
        <source>The program in %1 says &apos;%2&apos;, which a network that only computes has no need of; it is not run.</source>
        <translation>%1 中的程序含有“%2”，只做计算的网络并不需要它；该程序不会运行。</translation>
    </message>
    <message>
        <source>The program in %1 stopped: %2.</source>
        <translation>%1 中的程序中止：%2。</translation>
    </message>
    <message>
        <source>The program in %1 returns no tensor.</source>
        <translation>%1 中的程序没有返回张量。</translation>
    </message>
    <message>
        <source>%1 cannot be loaded: %2.</source>
        <translation>无法加载 %1：%2。</translation>
    </message>
    <message>
        <source>The program in %1 has no method &apos;forward&apos;.</source>
        <translation>%1 中的程序没有方法“forward”。</translation>
    </message>
    <message>
        <source>FID with the resize inside of the network, bilinear without antialiasing, as the first implementation, StyleGAN&apos;s programs and clean-fid&apos;s legacy_tensorflow.</source>
        <translation>在网络内部缩放（双线性，不抗锯齿）的 FID，与最早的实现、StyleGAN 的程序以及 clean-fid 的 legacy_tensorflow 相同。</translation>
    </message>
    <message>
        <source>Frechet distance of the objects that a detector finds, each cut out of its picture: TISE&apos;s network for COCO&apos;s 80 classes and its scale of pixels. TISE finds objects with Mask R-CNN.</source>
        <translation>检测器所找到的对象（逐个从图片中裁出）的 Fréchet 距离：使用 TISE 针对 COCO 80 个类别的网络及其像素缩放。TISE 用 Mask R-CNN 查找对象。</translation>
    </message>
    <message>
        <source>Inception Score of the objects that a detector finds: TISE&apos;s network for COCO&apos;s 80 classes, its calibrated temperature, mean of ten splits. TISE finds objects with Mask R-CNN.</source>
        <translation>检测器所找到的对象的 Inception Score：使用 TISE 针对 COCO 80 个类别的网络及其校准温度，取十个划分的平均值。TISE 用 Mask R-CNN 查找对象。</translation>
    </message>
    <message>
        <source>The mean probability of &quot;Yes&quot; as the answer of a vision-language model to the question whether the picture shows the prompt. Numbers of different models are not comparable.</source>
        <translation>视觉语言模型对“图片是否展示了提示词”这一问题回答“Yes”的平均概率。不同模型的数值不可比较。</translation>
    </message>
    <message>
        <source>Model preference, not human evaluation: the mean of ImageReward&apos;s standardised score, which has no limits (0 is an average picture). It reads the first 35 tokens of a prompt.</source>
        <translation>模型偏好，而非人工评估：ImageReward 标准化得分的平均值，没有上下限（0 为平均水平的图片）。它只读取提示词的前 35 个词元。</translation>
    </message>
    <message>
        <source>there are no objects of real images to compare with</source>
        <translation>没有可供比较的真实图像中的对象</translation>
    </message>
    <message>
        <source>fewer than two objects were found in the pictures</source>
        <translation>图片中找到的对象少于两个</translation>
    </message>
    <message>
        <source>it needs more than %1 objects, and %2 were found</source>
        <translation>它需要多于 %1 个对象，而只找到 %2 个</translation>
    </message>
    <message>
        <source>a Frechet distance of %1 objects to %2 real ones in %3 dimensions is larger than one of many objects would be (fewer than %4). Compare it only with distances of the same counts.</source>
        <translation>%1 个对象与 %2 个真实对象在 %3 维中的 Fréchet 距离会大于大量对象时的距离（少于 %4 个）。只应与数量相同的距离比较。</translation>
    </message>
    <message>
        <source>Counting alignment by a detector&apos;s counts, its boxes with a score above 0.5, not by a counter as TISE has it: for each image the root of the mean squared difference between the number of boxes and the number asked for, over the classes that the prompt names; then the mean over images.</source>
        <translation>按检测器的计数（得分高于 0.5 的框），而非如 TISE 那样按计数器的计数对齐：对每张图像，在提示词提到的类别上取框数与所要求数量之差的均方根，再对图像取平均。</translation>
    </message>
    <message>
        <source>%1 of %2 pictures have no answer of the model; the mean is that of the others.</source>
        <translation>%2 张图片中有 %1 张没有得到模型的回答；平均值只取其余图片。</translation>
    </message>
    <message>
        <source>float32 or float16</source>
        <translation>float32 或 float16</translation>
    </message>
    <message>
        <source>three numbers above zero</source>
        <translation>三个大于零的数</translation>
    </message>
    <message>
        <source>%1: judge &apos;%2&apos; has &apos;%3&apos;, which is not a key of judges of kind &apos;%4&apos;. Keys: %5.</source>
        <translation>%1：评判模型“%2”含有“%3”，它不是“%4”种类评判模型的键。可用的键：%5。</translation>
    </message>
    <message>
        <source>a list of names, one for each number that the network returns</source>
        <translation>名称列表，网络返回的每个数各有一个名称</translation>
    </message>
    <message>
        <source>a list in which no name comes twice</source>
        <translation>没有重复名称的列表</translation>
    </message>
    <message>
        <source>a side or a list of width and height, from 1 to %1 pixels</source>
        <translation>边长，或由宽和高组成的列表，1 到 %1 像素</translation>
    </message>
    <message>
        <source>three numbers</source>
        <translation>三个数</translation>
    </message>
    <message>
        <source>%1: &apos;detector&apos; of judge &apos;%2&apos; must be the name of a judge in this file that finds objects (of one of the kinds %3).</source>
        <translation>%1：评判模型“%2”的“detector”必须是此文件中能查找对象的评判模型的名称（种类为以下之一：%3）。</translation>
    </message>
    <message>
        <source>Judge &apos;%1&apos; asks for float16, which is computed on a GPU; its device is the CPU.</source>
        <translation>评判模型“%1”要求 float16，而它只在 GPU 上计算；该模型的设备是 CPU。</translation>
    </message>
    <message>
        <source>The memory of the device does not hold %1 pictures at once for judge &apos;%2&apos;; it looks at %3 at once from here on.</source>
        <translation>设备内存不足以让评判模型“%2”同时处理 %1 张图片；此后它每次处理 %3 张。</translation>
    </message>
    <message>
        <source>The memory of the device does not hold one picture (%1).</source>
        <translation>设备内存连一张图片（%1）都放不下。</translation>
    </message>
    <message>
        <source>%1 is a TorchScript archive, but not NVIDIA&apos;s Inception (inception-2015-12-05.pt), which has a module &apos;%2&apos; and a method forward with &apos;%3&apos; and &apos;%4&apos;.</source>
        <translation>%1 是 TorchScript 归档，但不是 NVIDIA 的 Inception（inception-2015-12-05.pt）：后者有模块“%2”，其 forward 方法带有“%3”和“%4”。</translation>
    </message>
    <message>
        <source>%1 returns numbers of shape %2 for %3 pictures.</source>
        <translation>%1 对 %3 张图片返回了形状为 %2 的数值。</translation>
    </message>
    <message>
        <source>%1 returns numbers of shape %2 for a picture, but the judges file names %3 labels.</source>
        <translation>%1 对一张图片返回了形状为 %2 的数值，但评判模型文件给出了 %3 个标签。</translation>
    </message>
    <message>
        <source>%1 returns counts that are not numbers.</source>
        <translation>%1 返回的计数不是数值。</translation>
    </message>
    <message>
        <source>the model &apos;%1&apos; of %2 answers without log-probabilities, which this score is made of</source>
        <translation>%2 的模型“%1”回答时不给出对数概率，而此得分由它计算</translation>
    </message>
    <message>
        <source>The model does not answer yes or no; its likeliest first word is &apos;%1&apos;.</source>
        <translation>模型没有回答是或否；其最可能的首词是“%1”。</translation>
    </message>
    <message>
        <source>%1 has no score: %2</source>
        <translation>%1 没有得分：%2</translation>
    </message>
    <message>
        <source>It cannot judge, because %1.</source>
        <translation>它无法评判，因为%1。</translation>
    </message>
    <message>
        <source>There are not as many features as pictures.</source>
        <translation>特征的数量与图片的数量不一致。</translation>
    </message>
    <message>
        <source>What is judged cannot be kept in %1: the folder cannot be written to, or its file system has no locks.</source>
        <translation>无法在 %1 中保存评判结果：该文件夹不可写，或其文件系统不支持文件锁。</translation>
    </message>
    <message>
        <source>A judgement&apos;s key is no hash.</source>
        <translation>评判结果的键不是散列值。</translation>
    </message>
    <message>
        <source>These judges keep nothing of what they see, so that their work cannot be divided. Judge without a shard.</source>
        <translation>这些评判模型不保存评判结果，因此无法分片进行。请不分片评判。</translation>
    </message>
    <message>
        <source>The folder %1 holds pictures of another model, other prompts or other options, see %2. Give the same as for those, or another folder.</source>
        <translation>文件夹 %1 中的图片来自其他模型、提示词或选项，见 %2。请给出与其相同的设置，或另选文件夹。</translation>
    </message>
    <message>
        <source>Pictures taken over from %1: %2.</source>
        <translation>从 %1 接收的图片数：%2。</translation>
    </message>
</context>
<context>
    <name>DatasetActions</name>
    <message>
        <source>Export to %1</source>
        <translation>导出到 %1</translation>
    </message>
    <message>
        <source>Folder of a CLIP model (config.json, weights, vocabulary)</source>
        <translation>CLIP 模型的文件夹（config.json、权重、词表）</translation>
    </message>
    <message>
        <source>Score captions</source>
        <translation>为描述打分</translation>
    </message>
    <message>
        <source>Which CLIP model should compare images and captions? The demo&apos;s CLIP was trained only on drawn scenes like those of this project and knows nothing else.</source>
        <translation>用哪个 CLIP 模型比较图像和描述？演示的 CLIP 只用与本项目类似的绘制场景训练过，别的都不认识。</translation>
    </message>
    <message>
        <source>The demo&apos;s CLIP</source>
        <translation>演示的 CLIP</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) scored.</source>
        <translation>
            <numerusform>已为 %Ln 条描述打分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) written to %1.</source>
        <translation>
            <numerusform>已将 %Ln 张图片写入 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>A file or folder could not be found or read.</source>
        <translation>找不到或无法读取某个文件或文件夹。</translation>
    </message>
    <message>
        <source>A file could not be written. Check the folder&apos;s permissions.</source>
        <translation>无法写入文件。请检查文件夹的权限。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing was lost.</source>
        <translation>磁盘已满。请腾出空间后重试；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>A file does not have the expected content.</source>
        <translation>某个文件的内容不符合预期。</translation>
    </message>
    <message>
        <source>Two parts are incompatible.</source>
        <translation>两个部分互不匹配。</translation>
    </message>
    <message>
        <source>There was not enough memory. Try a smaller batch or resolution.</source>
        <translation>内存不足。请尝试更小的批量或分辨率。</translation>
    </message>
    <message>
        <source>The project database rejected the operation.</source>
        <translation>项目数据库拒绝了该操作。</translation>
    </message>
    <message>
        <source>The project is open read-only.</source>
        <translation>项目以只读方式打开。</translation>
    </message>
    <message>
        <source>An option has an invalid value.</source>
        <translation>某个选项的值无法使用。</translation>
    </message>
    <message>
        <source>The project does not contain what was requested.</source>
        <translation>所请求的内容不在项目中。</translation>
    </message>
    <message>
        <source>Training produced infinite or undefined numbers. Try a lower learning rate.</source>
        <translation>训练产生了非有限数值。请尝试更低的学习率。</translation>
    </message>
    <message>
        <source>An internal error occurred. The details help the developers.</source>
        <translation>程序出错。详情可帮助开发者。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出现了问题。</translation>
    </message>
</context>
<context>
    <name>ImportReport</name>
    <message>
        <source>Import: %1.</source>
        <translation>导入：%1。</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new image(s)</source>
        <translation>
            <numerusform>%Ln 张新图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new caption(s)</source>
        <translation>
            <numerusform>%Ln 条新描述</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) already in the project</source>
        <translation>
            <numerusform>%Ln 张图像已有</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not imported</source>
        <translation>
            <numerusform>%Ln 项未导入</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>MergeAction</name>
    <message numerus="yes">
        <source>%Ln caption(s) stored</source>
        <translation>
            <numerusform>已存储 %Ln 条描述</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) stored by an earlier merge</source>
        <translation>
            <numerusform>之前的合并已存储 %Ln 条描述</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) without a result yet</source>
        <translation>
            <numerusform>%Ln 张图片还没有结果</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge of recaptioning shards: %1.</source>
        <translation>合并重写描述的分片：%1。</translation>
    </message>
    <message>
        <source>Merge recaptioning shards</source>
        <translation>合并重写描述的分片</translation>
    </message>
    <message>
        <source>Folder with the results of recaptioning shards</source>
        <translation>含有重写描述分片结果的文件夹</translation>
    </message>
</context>
<context>
    <name>OptionGroups</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Captioner</source>
        <translation>描述模型</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Short caption</source>
        <translation>短描述</translation>
    </message>
</context>
<context>
    <name>OptionHelp</name>
    <message>
        <source>Folder of the base model in the diffusers layout</source>
        <translation>基础模型的文件夹（diffusers 布局）</translation>
    </message>
    <message>
        <source>Which weights are trained</source>
        <translation>训练哪些权重</translation>
    </message>
    <message>
        <source>Train all weights of these parts, or small low-rank adapters beside them (LoRA)</source>
        <translation>训练这些部分的全部权重，或在旁边训练小的低秩适配器（LoRA）</translation>
    </message>
    <message>
        <source>Rank of the LoRA adapters; usually 4 to 64</source>
        <translation>LoRA 适配器的秩；通常为 4 到 64</translation>
    </message>
    <message>
        <source>LoRA alpha: the adapters are scaled by alpha / rank; 0 uses the rank</source>
        <translation>LoRA alpha：适配器按 alpha / 秩 缩放；0 表示取秩的值</translation>
    </message>
    <message>
        <source>Name endings of the layers that get a LoRA adapter, separated by commas</source>
        <translation>要加 LoRA 适配器的层的名称结尾，用逗号分隔</translation>
    </message>
    <message>
        <source>Checkpoints of a LoRA run contain the model with the adapters merged in, beside the LoRA files; off saves disk space</source>
        <translation>LoRA 运行的检查点除 LoRA 文件外，还保存合并了适配器的模型；关闭可节省磁盘</translation>
    </message>
    <message>
        <source>Which captions the model learns from; &apos;mix&apos; chooses RECAP Short or Long, any other name is a caption source of the project</source>
        <translation>模型学习哪种描述；“mix” 随机取 RECAP 短描述或长描述，其他名称是项目中的描述来源</translation>
    </message>
    <message>
        <source>Share of long captions in RECAP Mix</source>
        <translation>RECAP Mix 中长描述的比例</translation>
    </message>
    <message>
        <source>Share of captions replaced by the empty text, for classifier-free guidance; usually 0.1</source>
        <translation>替换为空文本的描述比例，用于无分类器引导；通常为 0.1</translation>
    </message>
    <message>
        <source>Query that selects the training images; empty selects all</source>
        <translation>选择训练图像的查询；留空表示全部</translation>
    </message>
    <message>
        <source>Use only captions that were accepted or edited</source>
        <translation>只使用已接受或已编辑的描述</translation>
    </message>
    <message>
        <source>Several sets of images with their shares: one per line, a weight and a query, such as &apos;0.8 tag:mine&apos; and &apos;0.2 tag:prior&apos;; empty shows all images equally often</source>
        <translation>几组图像及其比例：每行一组，先写权重再写查询，例如 “0.8 tag:mine” 和 “0.2 tag:prior”；留空则一视同仁</translation>
    </message>
    <message>
        <source>Side of the square training crop in pixels, a multiple of 8</source>
        <translation>训练用正方形裁剪的边长（像素），须为 8 的倍数</translation>
    </message>
    <message>
        <source>Crop each image to the nearest of several shapes of about resolution x resolution pixels instead of a square</source>
        <translation>把每张图像裁剪成最接近的几种形状之一（像素数约为分辨率的平方），而不是正方形</translation>
    </message>
    <message>
        <source>Mirror images at random; do not use this when captions name left and right</source>
        <translation>随机左右镜像图像；描述中提到左右时不宜使用</translation>
    </message>
    <message>
        <source>Number of images kept out of training to measure the validation loss, with fixed noise and time steps</source>
        <translation>不参与训练、用于测量验证损失的图像数量，噪声和时间步固定</translation>
    </message>
    <message>
        <source>Steps between measurements of the validation loss; 0 measures at each checkpoint</source>
        <translation>两次测量验证损失之间的步数；0 表示在每个检查点测量</translation>
    </message>
    <message>
        <source>Optimiser steps</source>
        <translation>优化器步数</translation>
    </message>
    <message>
        <source>Images per optimiser step</source>
        <translation>每个优化器步的图像数</translation>
    </message>
    <message>
        <source>Batches whose gradients are averaged before each optimiser step</source>
        <translation>每个优化器步之前求梯度平均的批次数</translation>
    </message>
    <message>
        <source>Optimiser; adamw8bit keeps its moments in a quarter of the memory, lion and adafactor also need less</source>
        <translation>优化器；adamw8bit 只用四分之一的内存保存动量，lion 和 adafactor 也更省内存</translation>
    </message>
    <message>
        <source>Peak learning rate; usually 1e-5 to 1e-4 for SD 1.x</source>
        <translation>学习率峰值；SD 1.x 通常为 1e-5 到 1e-4</translation>
    </message>
    <message>
        <source>Learning rate of the text encoder; 0 uses the one above</source>
        <translation>文本编码器的学习率；0 表示与上面相同</translation>
    </message>
    <message>
        <source>Schedule of the learning rate, by its diffusers name</source>
        <translation>学习率的变化方式，使用 diffusers 中的名称</translation>
    </message>
    <message>
        <source>Steps of linear warm-up</source>
        <translation>线性预热的步数</translation>
    </message>
    <message>
        <source>Number of hard restarts of the schedule cosine_with_restarts</source>
        <translation>cosine_with_restarts 调度的重启次数</translation>
    </message>
    <message>
        <source>Exponent of the schedule polynomial</source>
        <translation>polynomial 调度的指数</translation>
    </message>
    <message>
        <source>AdamW weight decay</source>
        <translation>AdamW 权重衰减</translation>
    </message>
    <message>
        <source>AdamW beta 1</source>
        <translation>AdamW beta 1</translation>
    </message>
    <message>
        <source>AdamW beta 2</source>
        <translation>AdamW beta 2</translation>
    </message>
    <message>
        <source>AdamW epsilon</source>
        <translation>AdamW epsilon</translation>
    </message>
    <message>
        <source>Gradient norm above which gradients are scaled down; 0 turns this off</source>
        <translation>梯度范数超过此值时按比例缩小；0 表示关闭</translation>
    </message>
    <message>
        <source>Min-SNR weighting of the loss (Hang et al. 2023); usually 5, 0 turns it off</source>
        <translation>损失的 Min-SNR 加权（Hang 等，2023）；通常为 5，0 表示关闭</translation>
    </message>
    <message>
        <source>Share of noise that is the same over a whole channel, for very dark and bright pictures; usually 0 or 0.05</source>
        <translation>整个通道相同的噪声所占比例，用于很暗和很亮的图片；通常为 0 或 0.05</translation>
    </message>
    <message>
        <source>Stop when the smoothed loss is this many times its lowest value; 0 stops at NaN only</source>
        <translation>平滑后的损失达到最低值的这么多倍时停止；0 表示只在出现 NaN 时停止</translation>
    </message>
    <message>
        <source>Keep an exponential moving average of the trained weights and save it as the result</source>
        <translation>对训练的权重求指数移动平均，并把它保存为结果</translation>
    </message>
    <message>
        <source>Largest decay of the moving average</source>
        <translation>移动平均的最大衰减</translation>
    </message>
    <message>
        <source>Steps between checkpoints</source>
        <translation>两个检查点之间的步数</translation>
    </message>
    <message>
        <source>Number of newest checkpoints to keep</source>
        <translation>保留多少个最新的检查点</translation>
    </message>
    <message>
        <source>Checkpoints at multiples of this many steps are kept permanently; 0 keeps none</source>
        <translation>步数为此值倍数的检查点永久保留；0 表示不保留</translation>
    </message>
    <message>
        <source>Keep the checkpoint with the lowest validation loss permanently; needs validation images</source>
        <translation>永久保留验证损失最低的检查点；需要验证图像</translation>
    </message>
    <message>
        <source>Write TensorBoard event files to the folder of the run</source>
        <translation>在运行的文件夹中写入 TensorBoard 事件文件</translation>
    </message>
    <message>
        <source>Steps between previews; 0 generates none</source>
        <translation>预览之间的步数；0 表示不生成</translation>
    </message>
    <message>
        <source>Prompts of the previews, one per line</source>
        <translation>预览的提示词，每行一个</translation>
    </message>
    <message>
        <source>Denoising steps of the previews</source>
        <translation>预览的去噪步数</translation>
    </message>
    <message>
        <source>Guidance scale of the previews</source>
        <translation>预览的引导系数</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N</source>
        <translation>auto、cpu、cuda 或 cuda:N</translation>
    </message>
    <message>
        <source>Compute in half precision where it is safe; fp16 uses loss scaling</source>
        <translation>在安全的地方用半精度计算；fp16 会缩放损失</translation>
    </message>
    <message>
        <source>Compute parts of the networks again in the backward pass instead of keeping them: less memory, about a quarter slower</source>
        <translation>反向传播时重新计算网络的一部分而不保存：更省内存，约慢四分之一</translation>
    </message>
    <message>
        <source>Compute threads; 0 uses all cores</source>
        <translation>计算线程数；0 表示使用全部核心</translation>
    </message>
    <message>
        <source>Seed of data order, noise and dropout</source>
        <translation>数据顺序、噪声和丢弃的随机种子</translation>
    </message>
    <message>
        <source>Folder of the captioner (BlipForConditionalGeneration layout)</source>
        <translation>描述模型的文件夹（BlipForConditionalGeneration 布局）</translation>
    </message>
    <message>
        <source>Which human captions it learns from</source>
        <translation>学习哪种人工描述</translation>
    </message>
    <message>
        <source>Caption source with short human captions</source>
        <translation>短人工描述的来源</translation>
    </message>
    <message>
        <source>Caption source with long human captions</source>
        <translation>长人工描述的来源</translation>
    </message>
    <message>
        <source>Query that selects the images; empty selects all that have a human caption</source>
        <translation>选择图像的查询；留空表示所有带人工描述的图像</translation>
    </message>
    <message>
        <source>Share of images kept out of training to measure the validation loss</source>
        <translation>不参与训练、用于测量验证损失的图像比例</translation>
    </message>
    <message>
        <source>Captions per step</source>
        <translation>每步的描述数</translation>
    </message>
    <message>
        <source>Peak learning rate</source>
        <translation>学习率峰值</translation>
    </message>
    <message>
        <source>Seed of data order and dropout</source>
        <translation>数据顺序和丢弃的随机种子</translation>
    </message>
    <message>
        <source>What the picture should not show</source>
        <translation>图片中不应出现的内容</translation>
    </message>
    <message>
        <source>Denoising steps</source>
        <translation>去噪步数</translation>
    </message>
    <message>
        <source>Guidance scale; 1 turns guidance off</source>
        <translation>引导强度；1 表示关闭引导</translation>
    </message>
    <message>
        <source>Sampler; empty uses the model&apos;s own</source>
        <translation>采样器；留空表示使用模型自带的</translation>
    </message>
    <message>
        <source>Width in pixels, a multiple of 8; 0 uses the model&apos;s own</source>
        <translation>宽度（像素），须为 8 的倍数；0 表示使用模型自带的</translation>
    </message>
    <message>
        <source>Height in pixels, a multiple of 8; 0 uses the model&apos;s own</source>
        <translation>高度（像素），须为 8 的倍数；0 表示使用模型自带的</translation>
    </message>
    <message>
        <source>Number of pictures per prompt</source>
        <translation>每个提示词的图片数</translation>
    </message>
    <message>
        <source>Adapter files in any layout, each FILE or FILE:scale; several are added</source>
        <translation>任意布局的适配器文件，每个为 FILE 或 FILE:scale；多个会叠加</translation>
    </message>
    <message>
        <source>Picture to start from instead of noise; empty starts from noise</source>
        <translation>作为起点的图片；留空则从噪声开始</translation>
    </message>
    <message>
        <source>With a picture to start from: the share of the denoising steps that is carried out</source>
        <translation>使用起始图片时：实际执行的去噪步的比例</translation>
    </message>
    <message>
        <source>Noise that DDIM adds at each step: 0 none, 1 as much as DDPM</source>
        <translation>DDIM 的新噪声：0 为无，1 与 DDPM 相同</translation>
    </message>
    <message>
        <source>Also write the picture as floats and the last latents, as safetensors beside each picture</source>
        <translation>另在每张图片旁以 safetensors 保存浮点图像和最后的潜变量</translation>
    </message>
    <message>
        <source>Write the unfinished picture to the folder &apos;previews&apos; every so many steps; 0 never</source>
        <translation>每隔这么多步在 “previews” 文件夹中显示未完成的图片；0 表示从不</translation>
    </message>
    <message>
        <source>UNet to use where the model also has its moving average</source>
        <translation>模型同时带有移动平均时使用哪个 UNet</translation>
    </message>
    <message>
        <source>Variant of the weight files to prefer in the model folder, e.g. fp16</source>
        <translation>优先使用模型文件夹中的哪种权重文件，例如 fp16</translation>
    </message>
    <message>
        <source>Diffusers folder with configuration, scheduler and tokenizer for a single-file model; empty: its own, or those of Stable Diffusion 1.x</source>
        <translation>单文件模型所用的 diffusers 文件夹（配置、调度器和分词器）；留空：使用其自带的，或 Stable Diffusion 1.x 的</translation>
    </message>
    <message>
        <source>Decode in overlapping tiles: when memory is short, always, or never</source>
        <translation>分块重叠解码：内存不足时、总是或从不</translation>
    </message>
    <message>
        <source>Pictures generated at once</source>
        <translation>同时生成的图片数</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Seed of the first picture</source>
        <translation>第一张图片的随机种子</translation>
    </message>
    <message>
        <source>Short or long captions; they become new versions of recap_short or recap_long</source>
        <translation>短描述或长描述；它们成为 recap_short 或 recap_long 的新版本</translation>
    </message>
    <message>
        <source>Query that selects the images; empty selects all</source>
        <translation>选择图像的查询；留空表示全部</translation>
    </message>
    <message>
        <source>Images captioned at once</source>
        <translation>同时描述的图像数</translation>
    </message>
    <message>
        <source>Model to sample from: a diffusers folder or a single file</source>
        <translation>用于采样的模型：diffusers 文件夹或单个文件</translation>
    </message>
    <message>
        <source>What to generate, one prompt per line</source>
        <translation>要生成的内容，每行一个提示词</translation>
    </message>
    <message>
        <source>Number of resamplings of the prompts for the 95 % intervals</source>
        <translation>为 95 % 区间对提示词重抽样的次数</translation>
    </message>
    <message>
        <source>Seed of the resampling</source>
        <translation>重抽样的随机种子</translation>
    </message>
    <message>
        <source>Only the small sizes and few repetitions</source>
        <translation>只测较小的尺寸，且重复次数较少</translation>
    </message>
    <message>
        <source>Measured pairs per row of the table; 0 means 21, with quick 7</source>
        <translation>表格每行测量的配对数；0 表示 21，快速模式下为 7</translation>
    </message>
    <message>
        <source>A row stops after this many seconds, but not before 3 pairs; 0 means 120, with quick 20</source>
        <translation>一行在这么多秒后停止，但至少测 3 对；0 表示 120，快速模式下为 20</translation>
    </message>
    <message>
        <source>Compute threads of both sides; 0 uses all cores</source>
        <translation>双方的计算线程数；0 表示使用所有核心</translation>
    </message>
    <message>
        <source>dataset: folder where the synthetic project is created, kept and used again; empty: a temporary one</source>
        <translation>dataset：合成项目的创建位置，保留并可再次使用；留空则删除</translation>
    </message>
    <message>
        <source>Choose short or long again at each step; off: fixed per image</source>
        <translation>每一步重新选择短描述或长描述；关闭：每张图像固定</translation>
    </message>
    <message>
        <source>Floating point type of the result; same leaves every tensor as it is</source>
        <translation>结果的浮点类型；same 表示每个张量保持原样</translation>
    </message>
    <message>
        <source>UNet to use where the input also has its moving average</source>
        <translation>输入同时带有移动平均时使用哪个 UNet</translation>
    </message>
    <message>
        <source>Variant of the weight files to prefer in the input folder, e.g. fp16</source>
        <translation>优先使用输入文件夹中的哪些权重文件，例如 fp16</translation>
    </message>
    <message>
        <source>Word in the names of the weight files written, e.g. fp16</source>
        <translation>写入的权重文件名称中的词，例如 fp16</translation>
    </message>
    <message>
        <source>Diffusers folder whose configuration, scheduler and tokenizer a single file gets; empty: its own, or those of Stable Diffusion 1.x</source>
        <translation>为单文件模型提供配置、调度器和分词器的 diffusers 文件夹；留空：使用其自带的，或 Stable Diffusion 1.x 的</translation>
    </message>
    <message>
        <source>Largest weight file in a folder, in MiB; larger ones are split</source>
        <translation>文件夹中单个权重文件的最大大小，以 MiB 计；更大的会被拆分</translation>
    </message>
    <message>
        <source>Replace a result that already exists</source>
        <translation>替换已存在的结果</translation>
    </message>
    <message>
        <source>Name of the rating study</source>
        <translation>评分研究的名称</translation>
    </message>
    <message>
        <source>First system: name or number of a run with samples</source>
        <translation>第一个系统：带样本的运行的名称或编号</translation>
    </message>
    <message>
        <source>Second system: name or number of a run with samples</source>
        <translation>第二个系统：带样本的运行的名称或编号</translation>
    </message>
    <message>
        <source>Seed for drawing pairs and repeats</source>
        <translation>抽取图片对和重复项的种子</translation>
    </message>
    <message>
        <source>Layout of the export</source>
        <translation>导出的布局</translation>
    </message>
    <message>
        <source>Sources to use where the chosen caption is missing, separated by commas</source>
        <translation>所选描述缺失时使用的来源,以逗号分隔</translation>
    </message>
    <message>
        <source>Images per tar shard (webdataset)</source>
        <translation>每个 tar 分片的图像数(webdataset)</translation>
    </message>
    <message>
        <source>Layout of the data set; auto detects it</source>
        <translation>数据集的布局;auto 自动识别</translation>
    </message>
    <message>
        <source>Name of the caption source; the default depends on the kind</source>
        <translation>描述来源的名称;默认值取决于类型</translation>
    </message>
    <message>
        <source>Columns of a table: image=COLUMN or SOURCE=COLUMN</source>
        <translation>表格的列:image=列名 或 来源=列名</translation>
    </message>
    <message>
        <source>Caption sources, separated by commas; empty uses all</source>
        <translation>描述来源,以逗号分隔;留空使用全部</translation>
    </message>
    <message>
        <source>Folder of the images, for COCO and tables; empty: found automatically</source>
        <translation>图像文件夹,用于 COCO 和表格;留空则自动查找</translation>
    </message>
    <message>
        <source>What raters see of each prompt and seed, and what they may answer</source>
        <translation>对每个提示词和种子，评审员看到什么、可以怎样回答</translation>
    </message>
    <message>
        <source>What raters are asked; empty for the wording of the question type</source>
        <translation>向评审员提出的问题；留空则采用该问题类型的措辞</translation>
    </message>
    <message>
        <source>Share of pairs shown twice with sides swapped, to measure consistency; a picture that is rated by itself is shown once</source>
        <translation>左右互换后重复出现的图片对的比例，用于测量一致性；单独评分的图片只出现一次</translation>
    </message>
    <message>
        <source>Which weights are trained: all, the vision tower, the text decoder, or only the decoder&apos;s cross attention</source>
        <translation>训练哪些权重：全部、视觉部分、文本解码器，或仅解码器的交叉注意力</translation>
    </message>
    <message>
        <source>original: as BLIP&apos;s own code, the sequence starts with [DEC], and prompt and padding are not learned. transformers: as scripts that pass labels=input_ids, the sequence starts with [CLS], and prompt and padding are learned</source>
        <translation>original：与 BLIP 自己的代码相同，序列以 [DEC] 开头，不学习提示和填充。transformers：与传入 labels=input_ids 的脚本相同，序列以 [CLS] 开头，提示和填充也会被学习</translation>
    </message>
    <message>
        <source>Label smoothing of the training loss; BLIP&apos;s own code uses 0.1, transformers uses 0</source>
        <translation>训练损失的标签平滑；BLIP 自己的代码用 0.1，transformers 用 0</translation>
    </message>
    <message>
        <source>Steps between measurements on the validation images; 0 measures at each checkpoint</source>
        <translation>在验证图像上测量的间隔步数；0 表示在每个检查点测量</translation>
    </message>
    <message>
        <source>Number of held-out human captions for whose images the captioner writes one at each measurement, to compute CIDEr-D, BLEU-4, ROUGE-L and the signs of repetition; 0 writes none</source>
        <translation>每次测量时，描述模型为多少条留出的人工描述的图像各写一条描述，用于计算 CIDEr-D、BLEU-4、ROUGE-L 和重复的迹象；0 表示不写</translation>
    </message>
    <message>
        <source>Which measurement on the validation images decides what the best checkpoint is, and when training stops early</source>
        <translation>由验证图像上的哪项测量决定最佳检查点以及何时提前停止</translation>
    </message>
    <message>
        <source>Stop after this many measurements in a row without a better value; 0 never stops early</source>
        <translation>连续这么多次测量没有更好的值时停止；0 表示从不提前停止</translation>
    </message>
    <message>
        <source>Keep the best checkpoint permanently, and use it where the run is named as a captioner; needs validation images</source>
        <translation>永久保留最佳检查点，并在以该运行作为描述模型时使用它；需要验证图像</translation>
    </message>
    <message>
        <source>Threads that read pictures ahead; they decide the speed, never the result</source>
        <translation>预先读取图片的线程数；只影响速度，不影响结果</translation>
    </message>
    <message>
        <source>Folder of the captioner, or the name of a captioner run of the project</source>
        <translation>描述模型的文件夹，或本项目中描述模型运行的名称</translation>
    </message>
    <message>
        <source>Which human captions it is compared with</source>
        <translation>与哪些人工描述比较</translation>
    </message>
    <message>
        <source>Images per batch</source>
        <translation>每批图像数</translation>
    </message>
    <message>
        <source>Bootstrap replicates of the intervals, over images</source>
        <translation>区间的自助重抽样次数，以图像为单位</translation>
    </message>
    <message>
        <source>Seed of the intervals</source>
        <translation>区间的随机种子</translation>
    </message>
    <message>
        <source>Address of a server with the OpenAI chat interface (vLLM, llama.cpp, ollama), e.g. http://localhost:8000; several with commas between them share the work</source>
        <translation>提供 OpenAI 聊天接口的服务器（vLLM、llama.cpp、ollama）的地址，例如 http://localhost:8000；用逗号分隔的多个服务器分担工作</translation>
    </message>
    <message>
        <source>Name of the model as the server lists it; may be empty when it lists only one</source>
        <translation>服务器所列的模型名称；若只列出一个，可以留空</translation>
    </message>
    <message>
        <source>Caption source that gets the captions as new versions, e.g. recap_short or recap_long</source>
        <translation>以新版本接收这些描述的描述来源，例如 recap_short 或 recap_long</translation>
    </message>
    <message>
        <source>Most tokens of an answer; a caption that is cut off there is not kept</source>
        <translation>回答的最大词元数；在此被截断的描述不会保留</translation>
    </message>
    <message>
        <source>Sampling temperature; 0 takes the most probable token</source>
        <translation>采样温度；0 取最可能的词元</translation>
    </message>
    <message>
        <source>Samples from the most probable tokens that together have this probability</source>
        <translation>从合计达到此概率的最可能词元中采样</translation>
    </message>
    <message>
        <source>Seed that is sent with every request; -1 sends none. Servers that work on several requests at once do not repeat an answer exactly</source>
        <translation>随每个请求发送的种子；-1 表示不发送。同时处理多个请求的服务器不会完全重现同一回答</translation>
    </message>
    <message>
        <source>Longer side of the image that is sent, in pixels; smaller images are sent as they are</source>
        <translation>所发送图像的长边，以像素计；较小的图像按原尺寸发送</translation>
    </message>
    <message>
        <source>Most requests that a server gets at once; the number in use follows what it can take</source>
        <translation>一个服务器同时收到的最多请求数；实际数量随其承受能力调整</translation>
    </message>
    <message>
        <source>Seconds after which an answer is no longer waited for</source>
        <translation>超过多少秒便不再等待回答</translation>
    </message>
    <message>
        <source>Beams of the search; 1 takes the likeliest token each time</source>
        <translation>搜索的束数；1 表示每次取最可能的词元</translation>
    </message>
    <message>
        <source>Tokens at which a caption is cut, counting start token and prefix; never more than the captioner has positions</source>
        <translation>描述在多少个词元处截断，含起始词元和前缀；不会超过描述模型的位置数</translation>
    </message>
    <message>
        <source>Tokens before which no caption ends, counting start token and prefix</source>
        <translation>描述至少要有多少个词元才能结束，含起始词元和前缀</translation>
    </message>
    <message>
        <source>Of the search with beams: above 1 longer captions win, below 1 shorter ones</source>
        <translation>用于束搜索：大于 1 偏向较长的描述，小于 1 偏向较短的描述</translation>
    </message>
    <message>
        <source>End the search as soon as there are as many complete captions as beams</source>
        <translation>完整描述的数量达到束数时立即结束搜索</translation>
    </message>
    <message>
        <source>Above 1 tokens that the caption already has become less likely</source>
        <translation>大于 1 时，描述中已有的词元更不容易再次出现</translation>
    </message>
    <message>
        <source>No sequence of so many tokens occurs twice in a caption; 0 allows all</source>
        <translation>同一描述中不会重复出现这么长的词元序列；0 表示不限制</translation>
    </message>
    <message>
        <source>Draw each token by its probability instead of taking the likeliest; goes with one beam</source>
        <translation>按概率抽取每个词元，而不是取最可能的词元；只能用一个束</translation>
    </message>
    <message>
        <source>Of sampling: below 1 likely tokens are drawn more often, above 1 less often</source>
        <translation>用于采样：小于 1 时更常抽到高概率词元，大于 1 时更少抽到</translation>
    </message>
    <message>
        <source>Of sampling: draw from the k likeliest tokens; 0 draws from all</source>
        <translation>用于采样：从最可能的 k 个词元中抽取；0 表示从全部词元中抽取</translation>
    </message>
    <message>
        <source>Of sampling: draw from the likeliest tokens that together have this probability</source>
        <translation>用于采样：从累计概率达到此值的最可能词元中抽取</translation>
    </message>
    <message>
        <source>Folder or file of a captioner, or the name of a captioner run of this project</source>
        <translation>描述模型的文件夹或文件，或本项目中某个描述模型运行的名称</translation>
    </message>
    <message>
        <source>Text that the captioner continues, and that is left out of the caption; empty: that of the style</source>
        <translation>由描述模型续写的文本，不计入描述；留空则用该风格的文本</translation>
    </message>
    <message>
        <source>Captions longer than the 77 tokens that CLIP reads: keep them, drop them, truncate them at the last word that fits, or retry with a smaller max_length and then truncate</source>
        <translation>超过 CLIP 所读 77 个词元的描述：保留（keep）、丢弃（drop）、在最后一个放得下的词处截断（truncate），或以更小的 max_length 重写后再截断（retry）</translation>
    </message>
    <message>
        <source>Compute in half precision where it is safe</source>
        <translation>在安全之处使用半精度计算</translation>
    </message>
    <message>
        <source>Seed of sampling</source>
        <translation>采样的随机种子</translation>
    </message>
    <message>
        <source>Models: diffusers (folder) or ldm (single file); adapters: kohya or peft; captioners: transformers (folder)</source>
        <translation>模型：diffusers（文件夹）或 ldm（单个文件）；适配器：kohya 或 peft；描述模型：transformers（文件夹）</translation>
    </message>
    <message>
        <source>Folder of a CLIP model in the transformers layout, or demo for the demo&apos;s own, which knows drawn scenes only: adds the CLIPScore of the written captions to the measurements; empty leaves it out</source>
        <translation>transformers 布局的 CLIP 模型文件夹，或用 demo 表示演示自带的模型（只认识绘制的场景）：在测量中加入所写描述的 CLIPScore；为空则不加</translation>
    </message>
    <message>
        <source>Peak learning rate of the vision tower; 0 uses learning_rate</source>
        <translation>视觉塔的峰值学习率；0 表示使用 learning_rate</translation>
    </message>
    <message>
        <source>Peak learning rate of the text decoder; 0 uses learning_rate</source>
        <translation>文本解码器的峰值学习率；0 表示使用 learning_rate</translation>
    </message>
    <message>
        <source>Keep an exponential moving average of the trained weights, measure it, and save it as the result</source>
        <translation>保持所训练权重的指数移动平均，测量它，并作为结果保存</translation>
    </message>
    <message>
        <source>Compute the layers again in the backward pass instead of keeping what they computed: less memory, slower steps</source>
        <translation>在反向传播中重新计算各层，而不保留其计算结果：内存更少，步骤更慢</translation>
    </message>
    <message>
        <source>Use only the images that the captioner run kept out of its training (its validation_share); the captioner must be a run of the project</source>
        <translation>只用描述模型运行在训练中留出的图片（其 validation_share）；描述模型必须是项目中的运行</translation>
    </message>
    <message>
        <source>Folder of a CLIP model in the transformers layout, or demo for the demo&apos;s own, which knows drawn scenes only: adds the CLIPScore of the written captions; empty leaves it out</source>
        <translation>transformers 布局的 CLIP 模型文件夹，或用 demo 表示演示自带的模型（只认识绘制的场景）：加入所写描述的 CLIPScore；为空则不加</translation>
    </message>
    <message>
        <source>How many human captions the captioners learn from; all stands for every one that is not held out. Smaller sets are parts of the larger ones, and every captioner is trained for the same number of steps</source>
        <translation>描述模型学习多少条人工描述；all 表示所有未留出的描述。较小的集合是较大集合的一部分，所有描述模型训练的步数相同</translation>
    </message>
    <message>
        <source>Captioners per number of captions; each seed draws other captions and another order. The interval of a mean needs at least 2, and is narrow from about 5</source>
        <translation>每个描述数量的描述模型个数；每个种子抽取不同的描述和顺序。平均值的区间至少需要 2 个，约 5 个起较窄</translation>
    </message>
    <message>
        <source>Bootstrap replicates of the intervals over images</source>
        <translation>图片上区间的自助法重复次数</translation>
    </message>
    <message>
        <source>Share of the images that no captioner learns from; all are compared on their captions</source>
        <translation>任何描述模型都不学习的图片比例；所有模型都按这些图片的描述比较</translation>
    </message>
    <message>
        <source>First seed, which also chooses the images that are held out</source>
        <translation>第一个种子，也决定留出哪些图片</translation>
    </message>
    <message>
        <source>Decode a caption that repeats itself once more, with another temperature</source>
        <translation>对重复循环的描述以另一温度再解码一次</translation>
    </message>
    <message>
        <source>Environment variable that holds the key of the server; where it is not set, the system&apos;s secret store is asked. The key itself is stored nowhere</source>
        <translation>存放服务器密钥的环境变量；未设置时查询系统的密钥库。密钥本身不会存储在任何地方</translation>
    </message>
    <message>
        <source>What the model is asked, or a text file with it. {alttext}, {language} (of the alt text, e.g. en), {caption:SOURCE} and {attribute:NAME} stand for what the image has; {{ is a brace</source>
        <translation>给模型的指令，或含有指令的文本文件。{alttext}、{language}（替代文本的语言，例如 en）、{caption:SOURCE} 和 {attribute:NAME} 代表图片已有的内容；{{ 表示花括号</translation>
    </message>
    <message>
        <source>Ask once more, with another temperature, for a caption that repeats itself</source>
        <translation>对重复循环的描述以另一温度再询问一次</translation>
    </message>
    <message>
        <source>A second instruction, or a text file with it: once an image has its caption, it is asked about again, and {caption:SOURCE} with the source above stands for that caption. Empty: one caption for each image</source>
        <translation>第二条指令，或含有指令的文本文件：图片有了描述之后再次询问，{caption:SOURCE}（用上面的来源）代表该描述。为空：每张图片一条描述</translation>
    </message>
    <message>
        <source>Caption source that gets the answers to the second instruction</source>
        <translation>接收第二条指令回答的描述来源</translation>
    </message>
    <message>
        <source>Items to rate, drawn at random, without repeats; 0 uses all. Where a picture is rated by itself it is an item, and the two of a prompt and seed are drawn together</source>
        <translation>随机抽取的评分条目数，不重复；0 表示全部。单独评分时每张图片为一个条目，同一提示词和种子的两张一起抽取</translation>
    </message>
    <message>
        <source>A Python with diffusers (caption: transformers; metrics: torchvision, SciPy and Pillow) that does the same work, in turns; empty measures this program only</source>
        <translation>带有 diffusers（caption：transformers；metrics：torchvision、SciPy 和 Pillow）的 Python，轮流做同样的工作；留空则只测量本程序</translation>
    </message>
    <message>
        <source>File that says which judges look at the samples and where their weights are (TOML or JSON); empty takes the demo&apos;s judge, which knows the objects of the demo&apos;s scenes</source>
        <translation>说明由哪些评判模型查看样本及其权重位置的文件（TOML 或 JSON）；留空则使用演示的评判模型，它认识演示场景中的对象</translation>
    </message>
    <message>
        <source>Prompt set (JSONL) that says what the prompts ask for: objects, numbers, false captions, distractors, questions</source>
        <translation>说明提示词要求的提示词集（JSONL）：对象、数量、错误描述、干扰描述、问题</translation>
    </message>
    <message>
        <source>Run or folder of real images that distances are taken to; empty takes the images of the project</source>
        <translation>计算距离所用真实图像的运行或文件夹；留空则使用项目中的图像</translation>
    </message>
    <message>
        <source>Prompts for object accuracy (soa), counting (ca), position (pa), R-precision (rp), or random captions (coco)</source>
        <translation>用于对象准确率（soa）、计数（ca）、位置（pa）、R 精度（rp）的提示词，或随机描述（coco）</translation>
    </message>
    <message>
        <source>Folder of COCO with annotations/captions_SPLIT.json and annotations/instances_SPLIT.json</source>
        <translation>含有 annotations/captions_SPLIT.json 和 annotations/instances_SPLIT.json 的 COCO 文件夹</translation>
    </message>
    <message>
        <source>Split such as val2017; empty: the only one, or the only one for validation</source>
        <translation>划分，如 val2017；留空：唯一的划分，或唯一的验证划分</translation>
    </message>
    <message>
        <source>Prompts at most, drawn by the seed; 0: 30000 for coco, 5000 for rp, all for the others</source>
        <translation>提示词数量上限，按种子抽取；0：coco 为 30000，rp 为 5000，其余取全部</translation>
    </message>
    <message>
        <source>Prompts at most for each class (soa), number (ca) or positional word (pa); 0 takes all</source>
        <translation>每个类别（soa）、数量（ca）或方位词（pa）的提示词数量上限；0 取全部</translation>
    </message>
    <message>
        <source>Captions of other images for each prompt of rp</source>
        <translation>rp 每条提示词的其他图像描述数量</translation>
    </message>
    <message>
        <source>Seed of the drawing</source>
        <translation>抽取的种子</translation>
    </message>
    <message>
        <source>What the rater opens: &apos;package&apos; with this program, &apos;html&apos; with a browser and nothing installed, &apos;auto&apos; by the file&apos;s name, a page when it ends in .html</source>
        <translation>评审员打开的文件：“package”用本程序打开，“html”用浏览器打开，无需安装，“auto”按文件名决定，以 .html 结尾时为页面</translation>
    </message>
    <message>
        <source>Where raters reach this machine, HOST:PORT; only this machine itself reaches 127.0.0.1, every network 0.0.0.0. Port 0 takes any that is free</source>
        <translation>评审员访问本机的地址，格式为 HOST:PORT；127.0.0.1 只有本机能访问，0.0.0.0 对所有网络开放。端口 0 表示任一空闲端口</translation>
    </message>
    <message>
        <source>Names or pseudonyms, one link for each; raters of earlier sessions keep their links</source>
        <translation>姓名或化名，每人一个链接；以前的评审员保留其链接</translation>
    </message>
    <message>
        <source>PEM file with the certificate of this machine, for HTTPS</source>
        <translation>本机证书的 PEM 文件，用于 HTTPS</translation>
    </message>
    <message>
        <source>PEM file with the key of the certificate</source>
        <translation>证书密钥的 PEM 文件</translation>
    </message>
    <message>
        <source>Names of the runs whose samples are judged</source>
        <translation>要评判其样本的运行名称</translation>
    </message>
    <message>
        <source>Metrics to compute; none of them means all that the judges can</source>
        <translation>要计算的指标；全不选则计算评判模型能算的全部指标</translation>
    </message>
    <message>
        <source>Run that every other is compared with by paired differences; empty compares every pair of up to six models</source>
        <translation>其余运行都与之比较配对差值的运行；留空则对不超过六个模型两两比较</translation>
    </message>
    <message>
        <source>Step of the runs whose samples are judged, e.g. that of an earlier checkpoint; 0 takes the last one that has samples</source>
        <translation>要评判其样本的步数，例如较早检查点的步数；0 表示取最后一个有样本的步</translation>
    </message>
    <message>
        <source>Caption source to audit</source>
        <translation>要核查的描述来源</translation>
    </message>
    <message>
        <source>Query that selects the images</source>
        <translation>选择图像的查询</translation>
    </message>
    <message>
        <source>Captions to draw; 0: as many as the width of the interval asks for</source>
        <translation>要抽取的描述条数；0：按区间宽度所需</translation>
    </message>
    <message>
        <source>Largest width of the 95 % interval that is wanted, as a share: 0.1 is ten points</source>
        <translation>所需 95 % 区间的最大宽度，以比例计：0.1 为十个百分点</translation>
    </message>
    <message>
        <source>Share of wrong captions that the size is planned for; 0.5 is on the safe side</source>
        <translation>规划样本量时假定的错误描述比例；0.5 最稳妥</translation>
    </message>
    <message>
        <source>Seed of the sample</source>
        <translation>抽样的种子</translation>
    </message>
    <message>
        <source>Different prompts of the rating study</source>
        <translation>评分研究中不同提示词的个数</translation>
    </message>
    <message>
        <source>Answers to each prompt: raters, times pictures of a prompt</source>
        <translation>每个提示词的回答数：评审员人数乘以每个提示词的图片数</translation>
    </message>
    <message>
        <source>True share of the decided answers that prefer the better system</source>
        <translation>分出胜负的回答中偏好较好系统的真实比例</translation>
    </message>
    <message>
        <source>Share of the answers that prefer neither</source>
        <translation>两者都不偏好的回答所占比例</translation>
    </message>
    <message>
        <source>Correlation of the answers to one prompt: 0 when raters answer independently, 1 when all say the same</source>
        <translation>同一提示词的各个回答之间的相关：评审员各自独立时为 0，全部一致时为 1</translation>
    </message>
    <message>
        <source>File of prompts with categories, for results by category; empty for none</source>
        <translation>带类别的提示词文件，用于按类别给出结果；留空表示没有</translation>
    </message>
    <message>
        <source>A prompt counts in the interval that holds at any time once it has so many answers (about each system, where a picture is rated by itself)</source>
        <translation>提示词有了这么多回答后，才计入随时有效的区间（单独评分时，对每个系统都要有这么多）</translation>
    </message>
    <message>
        <source>When rating may end: all_answered, or decided, as soon as the interval that holds at any time excludes a difference of 0 or lies within the equivalence margin</source>
        <translation>何时可以结束评审：all_answered 为全部回答后；decided 为随时有效的区间一旦排除差别 0 或落在等价界限之内</translation>
    </message>
    <message>
        <source>Systems that differ by less count as equivalent: net win as a share (0.1 is ten points), or levels of the scale; 0 asks for no such test</source>
        <translation>差别小于此值的系统视为等价：以净胜的比例（0.1 为十个百分点）或等级计；0 表示不做此检验</translation>
    </message>
    <message>
        <source>Raters who answer a smaller share of at least four repeats alike are left out of a second result; 0 leaves nobody out</source>
        <translation>在至少四个重复项中回答一致的比例低于此值的评审员，不计入第二份结果；0 表示不排除任何人</translation>
    </message>
    <message>
        <source>Raters whose median time for at least ten answers is shorter are left out of a second result; 0 leaves nobody out</source>
        <translation>至少十个回答的用时中位数短于此值的评审员，不计入第二份结果；0 表示不排除任何人</translation>
    </message>
    <message>
        <source>Raters who give one and the same answer to a larger share of at least ten items are left out of a second result; 1 leaves nobody out</source>
        <translation>在至少十个项目中给出同一回答的比例高于此值的评审员，不计入第二份结果；1 表示不排除任何人</translation>
    </message>
    <message>
        <source>File of further prompts: a prompt set (JSONL), or any text with one prompt per line</source>
        <translation>包含更多提示词的文件：提示词集（JSONL），或每行一个提示词的任意文本</translation>
    </message>
</context>
<context>
    <name>OptionNames</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Parts to train</source>
        <translation>训练部分</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>LoRA 秩</translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation>LoRA alpha</translation>
    </message>
    <message>
        <source>LoRA layers</source>
        <translation>LoRA 层</translation>
    </message>
    <message>
        <source>Merge LoRA</source>
        <translation>合并 LoRA</translation>
    </message>
    <message>
        <source>Caption source</source>
        <translation>描述来源</translation>
    </message>
    <message>
        <source>Share of long captions</source>
        <translation>长描述比例</translation>
    </message>
    <message>
        <source>Caption dropout</source>
        <translation>描述丢弃率</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Accepted captions only</source>
        <translation>仅用已接受的描述</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Aspect buckets</source>
        <translation>宽高比分桶</translation>
    </message>
    <message>
        <source>Random flip</source>
        <translation>随机翻转</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>验证图像</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>验证间隔</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Gradient accumulation</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Text learning rate</source>
        <translation>文本学习率</translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>预热步数</translation>
    </message>
    <message>
        <source>Schedule cycles</source>
        <translation>计划周期数</translation>
    </message>
    <message>
        <source>Schedule power</source>
        <translation>计划指数</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Adam beta 1</source>
        <translation>Adam beta 1</translation>
    </message>
    <message>
        <source>Adam beta 2</source>
        <translation>Adam beta 2</translation>
    </message>
    <message>
        <source>Adam epsilon</source>
        <translation>Adam epsilon</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Min-SNR gamma</source>
        <translation>Min-SNR gamma</translation>
    </message>
    <message>
        <source>Noise offset</source>
        <translation>噪声偏移</translation>
    </message>
    <message>
        <source>Divergence factor</source>
        <translation>发散系数</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>滑动平均</translation>
    </message>
    <message>
        <source>Average decay</source>
        <translation>平均衰减</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>保存间隔</translation>
    </message>
    <message>
        <source>Checkpoints to keep</source>
        <translation>保留检查点数</translation>
    </message>
    <message>
        <source>Keep permanently every</source>
        <translation>永久保留间隔</translation>
    </message>
    <message>
        <source>Keep the best checkpoint</source>
        <translation>保留最佳</translation>
    </message>
    <message>
        <source>TensorBoard files</source>
        <translation>TensorBoard 文件</translation>
    </message>
    <message>
        <source>Sample every</source>
        <translation>采样间隔</translation>
    </message>
    <message>
        <source>Sample prompts</source>
        <translation>采样提示词</translation>
    </message>
    <message>
        <source>Sampling steps</source>
        <translation>采样步数</translation>
    </message>
    <message>
        <source>Sampling guidance</source>
        <translation>采样引导强度</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Mixed precision</source>
        <translation>混合精度</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Base captioner</source>
        <translation>基础描述模型</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>Short captions from</source>
        <translation>短描述来源</translation>
    </message>
    <message>
        <source>Long captions from</source>
        <translation>长描述来源</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>负面提示词</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Pictures per prompt</source>
        <translation>每个提示词的图片数</translation>
    </message>
    <message>
        <source>LoRA files</source>
        <translation>LoRA 文件</translation>
    </message>
    <message>
        <source>Start picture</source>
        <translation>起始图片</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Eta</source>
        <translation>Eta</translation>
    </message>
    <message>
        <source>Keep raw values</source>
        <translation>保留原始值</translation>
    </message>
    <message>
        <source>Preview every</source>
        <translation>预览间隔</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weight variant</source>
        <translation>权重变体</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Decode in tiles</source>
        <translation>分块解码</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Captioner</source>
        <translation>描述模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>First system</source>
        <translation>第一个系统</translation>
    </message>
    <message>
        <source>Second system</source>
        <translation>第二个系统</translation>
    </message>
    <message>
        <source>Share of repeats</source>
        <translation>重复比例</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Bootstrap replicates</source>
        <translation>自助重采样次数</translation>
    </message>
    <message>
        <source>Mixture of sets</source>
        <translation>图像集混合</translation>
    </message>
    <message>
        <source>Gradient checkpointing</source>
        <translation>梯度检查点</translation>
    </message>
    <message>
        <source>Branches from</source>
        <translation>分支自</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Ran on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>Program version</source>
        <translation>程序版本</translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation>LibTorch</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>配对数</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Mix at each step</source>
        <translation>每步重新混合</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Variant to write</source>
        <translation>写出的变体</translation>
    </message>
    <message>
        <source>Shard size (MiB)</source>
        <translation>分片大小(MiB)</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Images per shard</source>
        <translation>每个分片的图像数</translation>
    </message>
    <message>
        <source>Folder of the images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>If it is missing</source>
        <translation>缺失时</translation>
    </message>
    <message>
        <source>Question type</source>
        <translation>问题类型</translation>
    </message>
    <message>
        <source>Learned tokens</source>
        <translation>学习的词元</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Captions to compare</source>
        <translation>用于比较的描述数</translation>
    </message>
    <message>
        <source>Measure of the best</source>
        <translation>最佳的衡量标准</translation>
    </message>
    <message>
        <source>Early stopping patience</source>
        <translation>提前停止的耐心值</translation>
    </message>
    <message>
        <source>Reading threads</source>
        <translation>读取线程</translation>
    </message>
    <message>
        <source>Replicates</source>
        <translation>重抽样次数</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Key variable</source>
        <translation>密钥变量</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Max tokens</source>
        <translation>最大词元数</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation>同时请求数</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>束数</translation>
    </message>
    <message>
        <source>Largest length</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>Smallest length</source>
        <translation>最小长度</translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>No repeated sequence of</source>
        <translation>不重复的序列长度</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Over 77 tokens</source>
        <translation>超过 77 个词元</translation>
    </message>
    <message>
        <source>CLIP model</source>
        <translation>CLIP 模型</translation>
    </message>
    <message>
        <source>Vision learning rate</source>
        <translation>视觉学习率</translation>
    </message>
    <message>
        <source>Held-out images only</source>
        <translation>仅留出的图片</translation>
    </message>
    <message>
        <source>Numbers of captions</source>
        <translation>描述数量</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>Held-out share</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>Retry loops</source>
        <translation>重试循环描述</translation>
    </message>
    <message>
        <source>Instruction for a short caption</source>
        <translation>短描述的指令</translation>
    </message>
    <message>
        <source>Source of the short caption</source>
        <translation>短描述的来源</translation>
    </message>
    <message>
        <source>Maximum items</source>
        <translation>最多条目数</translation>
    </message>
    <message>
        <source>Judges file</source>
        <translation>评判模型文件</translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation>提示词集</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>COCO folder</source>
        <translation>COCO 文件夹</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Prompts per category</source>
        <translation>每个类别的提示词数</translation>
    </message>
    <message>
        <source>Distractors</source>
        <translation>干扰描述</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Raters</source>
        <translation>评审员</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Sample size</source>
        <translation>样本量</translation>
    </message>
    <message>
        <source>Width of the interval</source>
        <translation>区间宽度</translation>
    </message>
    <message>
        <source>Expected share</source>
        <translation>预期比例</translation>
    </message>
    <message>
        <source>Answers per prompt</source>
        <translation>每个提示词的回答数</translation>
    </message>
    <message>
        <source>Win rate</source>
        <translation>胜率</translation>
    </message>
    <message>
        <source>Share of ties</source>
        <translation>平局比例</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致程度</translation>
    </message>
    <message>
        <source>Stop rule</source>
        <translation>停止规则</translation>
    </message>
    <message>
        <source>Equivalence margin</source>
        <translation>等价界限</translation>
    </message>
    <message>
        <source>Minimum consistency</source>
        <translation>最低一致性</translation>
    </message>
    <message>
        <source>Minimum seconds</source>
        <translation>最少秒数</translation>
    </message>
    <message>
        <source>Maximum of one answer</source>
        <translation>同一回答的上限</translation>
    </message>
</context>
<context>
    <name>OptionValues</name>
    <message>
        <source>UNet</source>
        <translation>UNet</translation>
    </message>
    <message>
        <source>Text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>All weights</source>
        <translation>全部权重</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>训练所得</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>移动平均</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Truncate</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Decode again, shorter</source>
        <translation>以更短长度重新解码</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Vision tower</source>
        <translation>视觉塔</translation>
    </message>
    <message>
        <source>Text decoder</source>
        <translation>文本解码器</translation>
    </message>
    <message>
        <source>Cross attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>As in BLIP&apos;s own code</source>
        <translation>与 BLIP 原代码相同</translation>
    </message>
    <message>
        <source>As in scripts of transformers</source>
        <translation>与 transformers 脚本相同</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Objects (SOA)</source>
        <translation>对象（SOA）</translation>
    </message>
    <message>
        <source>Numbers (CA)</source>
        <translation>数量（CA）</translation>
    </message>
    <message>
        <source>Positions (PA)</source>
        <translation>位置（PA）</translation>
    </message>
    <message>
        <source>Captions told apart (RP)</source>
        <translation>描述区分（RP）</translation>
    </message>
    <message>
        <source>Random captions</source>
        <translation>随机描述</translation>
    </message>
</context>
<context>
    <name>ProjectDialogs</name>
    <message>
        <source>Where to save the project</source>
        <translation>项目的保存位置</translation>
    </message>
    <message>
        <source>Projects (*.recap)</source>
        <translation>项目 (*.recap)</translation>
    </message>
    <message>
        <source>Open a project folder (name.recap)</source>
        <translation>打开项目文件夹（名称.recap）</translation>
    </message>
    <message>
        <source>Open a rating package</source>
        <translation>打开评审包</translation>
    </message>
    <message>
        <source>Rating packages (*.json)</source>
        <translation>评审包 (*.json)</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation>全部选是(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation>全部选否(&amp;O)</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>恢复默认值</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>复制链接地址(&amp;L)</translation>
    </message>
</context>
<context>
    <name>QueryHint</name>
    <message>
        <source>No caption has the source &apos;%1&apos;; did you mean &apos;%2&apos;?</source>
        <translation>没有来源为“%1”的描述；您是指“%2”吗？</translation>
    </message>
    <message>
        <source>No caption has the source &apos;%1&apos;; the project has no captions yet.</source>
        <translation>没有来源为“%1”的描述；该项目还没有描述。</translation>
    </message>
    <message>
        <source>No caption has the source &apos;%1&apos;; there are %2.</source>
        <translation>没有来源为“%1”的描述；现有来源：%2。</translation>
    </message>
    <message>
        <source>It is not known yet whether the files exist; the report checks this.</source>
        <translation>还不知道文件是否存在；生成报告时会检查。</translation>
    </message>
    <message>
        <source>The images have not been read yet, so this is not known; the report reads them.</source>
        <translation>还没有读取过图像，因此尚不清楚；生成报告时会读取。</translation>
    </message>
    <message>
        <source>No caption has a CLIPScore yet; “Score captions” computes it.</source>
        <translation>还没有描述有 CLIPScore；“为描述打分”会计算它。</translation>
    </message>
</context>
<context>
    <name>QueryLink</name>
    <message>
        <source>Show them: %1</source>
        <translation>显示：%1</translation>
    </message>
    <message>
        <source>%1 %2, show them</source>
        <translation>%1 %2，显示</translation>
    </message>
</context>
<context>
    <name>QueryMistake</name>
    <message>
        <source>At character %1 of the filter: %2</source>
        <translation>筛选条件第 %1 个字符处：%2</translation>
    </message>
</context>
<context>
    <name>RunState</name>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>already done</source>
        <translation>此前已完成</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>recaption</source>
        <translation>重新描述</translation>
    </message>
    <message>
        <source>captioner</source>
        <translation>描述模型</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>latents</source>
        <translation>潜变量</translation>
    </message>
    <message>
        <source>scanning</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>exporting</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>载入</translation>
    </message>
    <message>
        <source>scoring</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>denoise</source>
        <translation>去噪</translation>
    </message>
    <message>
        <source>convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation>读取图片</translation>
    </message>
    <message>
        <source>comparing pictures</source>
        <translation>比较图片</translation>
    </message>
    <message>
        <source>looking for files</source>
        <translation>查找文件</translation>
    </message>
    <message>
        <source>judge</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>vae</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>CLIP</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>scenes</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Compose and import the data set</source>
        <translation>合成并导入数据集</translation>
    </message>
    <message>
        <source>Draw held-out prompts</source>
        <translation>抽取留出的提示词</translation>
    </message>
    <message>
        <source>Fine-tune the captioner</source>
        <translation>微调描述模型</translation>
    </message>
    <message>
        <source>Write RECAP captions</source>
        <translation>撰写 RECAP 描述</translation>
    </message>
    <message>
        <source>Judge the samples</source>
        <translation>评判样本</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>撰写报告</translation>
    </message>
    <message>
        <source>counting %1</source>
        <translation>统计 %1</translation>
    </message>
    <message>
        <source>Metrics of %1</source>
        <translation>%1 的指标</translation>
    </message>
    <message>
        <source>Train %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>Generate samples of %1</source>
        <translation>生成 %1 的样本</translation>
    </message>
    <message>
        <source>Judge real images</source>
        <translation>评判真实图像</translation>
    </message>
    <message>
        <source>Generate samples of Baseline</source>
        <translation>生成 Baseline 的样本</translation>
    </message>
    <message>
        <source>Judge %1</source>
        <translation>评判 %1</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>读取回答</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>生成请求</translation>
    </message>
    <message>
        <source>merging</source>
        <translation>正在合并</translation>
    </message>
    <message>
        <source>Compare numbers of human captions</source>
        <translation>比较人工描述的数量</translation>
    </message>
    <message>
        <source>comparing runs</source>
        <translation>比较运行</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Project folder to open</source>
        <translation>要打开的项目文件夹</translation>
    </message>
    <message>
        <source>Open the demo project</source>
        <translation>打开演示项目</translation>
    </message>
    <message>
        <source>Rate the items of a rating package</source>
        <translation>评审一个评审包中的项目</translation>
    </message>
    <message>
        <source>Save a screenshot of every page and quit</source>
        <translation>保存每个页面的截图并退出</translation>
    </message>
    <message>
        <source>Show the window once and quit</source>
        <translation>显示一次窗口后退出</translation>
    </message>
</context>
<context>
    <name>recap::gui::BannerStack</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>关闭这条消息</translation>
    </message>
    <message numerus="yes">
        <source>%n more message(s)…</source>
        <translation>
            <numerusform>还有 %n 条消息 …</numerusform>
        </translation>
    </message>
    <message>
        <source>All messages…</source>
        <translation>全部消息…</translation>
    </message>
</context>
<context>
    <name>recap::gui::BulkChangeModel</name>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>recap::gui::BulkEditDialog</name>
    <message>
        <source>Find and replace in captions</source>
        <translation>在描述中查找和替换</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Caption source</source>
        <translation>描述来源</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>所有来源</translation>
    </message>
    <message>
        <source>Regular expression: $1 in the replacement stands for the first group</source>
        <translation>正则表达式：替换文本中的 $1 表示第一个分组</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>All images are searched.</source>
        <translation>搜索所有图像。</translation>
    </message>
    <message>
        <source>The images that match the filter are searched: %1</source>
        <translation>搜索筛选出的图像：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) would change.</source>
        <translation>
            <numerusform>将有 %n 条描述改变。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n caption(s)</source>
        <translation>
            <numerusform>更改 %n 条描述</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace “%1”</source>
        <translation>替换“%1”</translation>
    </message>
</context>
<context>
    <name>recap::gui::BulkEdits</name>
    <message numerus="yes">
        <source>%n caption(s) changed.</source>
        <translation>
            <numerusform>已更改 %n 条描述。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) had changed in the meantime and were skipped.</source>
        <translation>
            <numerusform>有 %n 条在此期间已改变，已跳过。</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept all filtered captions</source>
        <translation>接受筛选出的全部描述</translation>
    </message>
    <message>
        <source>Reject all filtered captions</source>
        <translation>拒绝筛选出的全部描述</translation>
    </message>
    <message>
        <source>Add corrected captions to %1</source>
        <translation>把更正的描述添加到 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) added to %1.</source>
        <translation>
            <numerusform>已向 %1 添加 %Ln 条描述。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have a caption there already; it was left as it is.</source>
        <translation>
            <numerusform>%Ln 张图片在那里已有描述，保持不变。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::CaptionCard</name>
    <message>
        <source>Caption text</source>
        <translation>描述文本</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>对比对象</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>What the image shows</source>
        <translation>图像中有什么</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始文本</translation>
    </message>
    <message>
        <source>No caption of this source yet.</source>
        <translation>还没有此来源的描述。</translation>
    </message>
    <message>
        <source>Draft, not saved: %1</source>
        <translation>草稿，未保存：%1</translation>
    </message>
    <message>
        <source>the text above</source>
        <translation>上面的文本</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves · Esc closes and keeps the draft</source>
        <translation>Ctrl+Enter 保存 · Esc 关闭并保留草稿</translation>
    </message>
</context>
<context>
    <name>recap::gui::CaptionCards</name>
    <message>
        <source>This image has no captions yet; press W to write one.</source>
        <translation>此图像还没有描述；按 W 撰写。</translation>
    </message>
    <message>
        <source>Show fewer captions</source>
        <translation>显示较少描述</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more caption(s)</source>
        <translation>
            <numerusform>再显示 %n 条描述</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::CaptionCurveView</name>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>human captions</source>
        <translation>人工描述数</translation>
    </message>
    <message>
        <source>0 is the captioner before fine-tuning. Line and bars: means with 95 % intervals over seeds, of a single captioner over held-out images. Circles: one captioner each, all trained for the same number of steps.</source>
        <translation>0 为微调前的描述模型。折线和误差线：种子上的平均值和 95 % 区间；单个描述模型为留出图片上的区间。圆点：各为一个描述模型，训练步数相同。</translation>
    </message>
</context>
<context>
    <name>recap::gui::CaptionJournal</name>
    <message>
        <source>Redone: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
</context>
<context>
    <name>recap::gui::CaptionReview</name>
    <message>
        <source>%1 has no caption in %2: skipped.</source>
        <translation>%1 没有%2的描述：已跳过。</translation>
    </message>
    <message>
        <source>Accept caption</source>
        <translation>接受描述</translation>
    </message>
    <message>
        <source>Reject caption</source>
        <translation>拒绝描述</translation>
    </message>
    <message>
        <source>Flag caption</source>
        <translation>标记描述</translation>
    </message>
</context>
<context>
    <name>recap::gui::CaptionWriting</name>
    <message>
        <source>Edit caption</source>
        <translation>编辑描述</translation>
    </message>
    <message>
        <source>Write caption</source>
        <translation>撰写描述</translation>
    </message>
</context>
<context>
    <name>recap::gui::ChartPanel</name>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation>对数坐标轴</translation>
    </message>
    <message>
        <source>Drag over an area to enlarge it. Ctrl and the mouse wheel zoom; a double-click shows everything. Keys: + − ← → 0</source>
        <translation>拖选一段即可放大；Ctrl 加滚轮缩放，双击显示全部。键盘：+ − ← → 0</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>recap::gui::CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
</context>
<context>
    <name>recap::gui::ComparePresenter</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Training step</source>
        <translation>训练步</translation>
    </message>
    <message>
        <source>Generate samples: %1</source>
        <translation>生成样本：%1</translation>
    </message>
    <message>
        <source>Compute metrics</source>
        <translation>计算指标</translation>
    </message>
    <message>
        <source>computed from %1 samples; the run now has %2 to judge. Compute it again.</source>
        <translation>由 %1 个样本得出；该运行现在有 %2 个可评判的样本。请重新计算。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>recap::gui::CompareViewer</name>
    <message>
        <source>Prompts by runs</source>
        <translation>提示词 × 运行</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>无法读取该图片。</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>闪烁对比</translation>
    </message>
    <message>
        <source>Switches to the picture of the previously viewed run in the same place, and back</source>
        <translation>在同一位置切换显示上一个查看的运行的图片</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>滑动对比</translation>
    </message>
    <message>
        <source>Zoom locked</source>
        <translation>锁定缩放</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Back to the matrix</source>
        <translation>返回矩阵</translation>
    </message>
    <message>
        <source>Earlier step</source>
        <translation>较早的步</translation>
    </message>
    <message>
        <source>Later step</source>
        <translation>较晚的步</translation>
    </message>
    <message>
        <source>Settings of the selected picture</source>
        <translation>所选图片的设置</translation>
    </message>
    <message>
        <source>Wipe divider</source>
        <translation>滑动分割线</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Training step of all pictures</source>
        <translation>所有图片的训练步</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>无样本</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Not generated at this step</source>
        <translation>此步未生成</translation>
    </message>
</context>
<context>
    <name>recap::gui::CompareWorkspace</name>
    <message>
        <source>The table was written to %1.</source>
        <translation>表格已写入 %1。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Generate samples…</source>
        <translation>生成样本…</translation>
    </message>
    <message>
        <source>Export the metrics table…</source>
        <translation>导出指标表…</translation>
    </message>
    <message>
        <source>Find prompts</source>
        <translation>查找提示词</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>还没有可比较的内容</translation>
    </message>
    <message>
        <source>Samples and metrics of runs appear here side by side. Fine-tune a model first, or generate samples with one.</source>
        <translation>各次运行的样本和指标会并排显示在这里。请先微调一个模型，或用现有模型生成样本。</translation>
    </message>
    <message>
        <source>Go to Training</source>
        <translation>前往训练</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Same configuration</source>
        <translation>配置相同</translation>
    </message>
    <message>
        <source>Differences: %1</source>
        <translation>差异：%1</translation>
    </message>
    <message>
        <source>Export the metrics table</source>
        <translation>导出指标表</translation>
    </message>
    <message>
        <source>Compute metrics</source>
        <translation>计算指标</translation>
    </message>
    <message>
        <source>Judges the samples of the selected runs at their last step, in the background</source>
        <translation>在后台评判所选运行最后一步的样本</translation>
    </message>
    <message numerus="yes">
        <source>Differences: %1 and %n more</source>
        <translation>
            <numerusform>差异：%1 及另外 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.ckpt *.pt *.pth *.bin);;All files (*)</source>
        <translation>权重 (*.safetensors *.ckpt *.pt *.pth *.bin);;所有文件 (*)</translation>
    </message>
    <message>
        <source>These runs already have metrics: %1.</source>
        <translation>这些运行已有指标：%1。</translation>
    </message>
    <message>
        <source>They were computed %1.</source>
        <translation>它们计算于 %1。</translation>
    </message>
    <message>
        <source>Computing them again with the same bootstrap seed (%1) gives the same intervals for the same samples. The replaced values stay in the project&apos;s history.</source>
        <translation>用相同的自助法种子（%1）重新计算，同样的样本会得到同样的区间。被替换的数值保留在项目的历史中。</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Use another seed…</source>
        <translation>换一个种子…</translation>
    </message>
    <message>
        <source>Keep the current values</source>
        <translation>保留现有数值</translation>
    </message>
    <message>
        <source>Seed of the bootstrap</source>
        <translation>自助法的种子</translation>
    </message>
    <message>
        <source>“%1” is not a seed: enter a whole number, 0 or greater.</source>
        <translation>“%1”不是种子：请输入不小于 0 的整数。</translation>
    </message>
    <message>
        <source>Judges…</source>
        <translation>评判模型…</translation>
    </message>
    <message>
        <source>Which judges there are, what they compute, and whether they can be used</source>
        <translation>有哪些评判模型、它们能计算什么、是否可用</translation>
    </message>
    <message>
        <source>Prompt sets…</source>
        <translation>提示词集…</translation>
    </message>
    <message>
        <source>Opens, imports and makes prompt sets, which say what pictures must show</source>
        <translation>打开、导入和制作提示词集；提示词集说明图片必须显示什么</translation>
    </message>
    <message>
        <source>The judges file was written to %1.</source>
        <translation>评判模型文件已写入 %1。</translation>
    </message>
    <message>
        <source>The prompt set was written to %1.</source>
        <translation>提示词集已写入 %1。</translation>
    </message>
    <message>
        <source>Seeds of the prompt set are not taken over: the form&apos;s seed is the first one of every prompt.</source>
        <translation>不采用提示词集中的种子：每个提示词的首个种子都是表单中的种子。</translation>
    </message>
    <message>
        <source>CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md);;JSON (*.json)</source>
        <translation>CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md);;JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>recap::gui::CountChart</name>
    <message>
        <source>%1: %2, %3 to %4</source>
        <translation>%1：%2，%3 到 %4</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>recap::gui::CropPreview</name>
    <message>
        <source>Training crop</source>
        <translation>训练所用的裁剪</translation>
    </message>
</context>
<context>
    <name>recap::gui::DatasetKeys</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>撰写</translation>
    </message>
    <message>
        <source>Write a caption in the selected source; saving continues with the next image without one (W)</source>
        <translation>为所选来源撰写描述；保存后转到下一张没有此描述的图像 (W)</translation>
    </message>
    <message>
        <source>Write the next missing caption</source>
        <translation>撰写下一条缺少的描述</translation>
    </message>
    <message>
        <source>Discard the draft…</source>
        <translation>丢弃草稿…</translation>
    </message>
    <message>
        <source>Close the editor, keep the draft</source>
        <translation>关闭编辑器并保留草稿</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Next caption of the image</source>
        <translation>该图像的下一条描述</translation>
    </message>
    <message>
        <source>Previous caption of the image</source>
        <translation>该图像的上一条描述</translation>
    </message>
    <message>
        <source>Compare with this caption</source>
        <translation>与此描述对比</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Fit the image to the window</source>
        <translation>使图像适合窗口</translation>
    </message>
    <message>
        <source>Show the image at actual size</source>
        <translation>以实际大小显示图像</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>查找和替换…</translation>
    </message>
    <message>
        <source>Accept all filtered captions…</source>
        <translation>接受筛选出的全部描述…</translation>
    </message>
    <message>
        <source>Reject all filtered captions…</source>
        <translation>拒绝筛选出的全部描述…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report of the last import…</source>
        <translation>上次导入的报告…</translation>
    </message>
    <message>
        <source>Score captions…</source>
        <translation>为描述打分…</translation>
    </message>
    <message>
        <source>What the trainer sees</source>
        <translation>训练时看到的内容</translation>
    </message>
    <message>
        <source>Merge recaptioning shards…</source>
        <translation>合并重写描述的分片…</translation>
    </message>
    <message>
        <source>Caption quality</source>
        <translation>描述质量</translation>
    </message>
    <message>
        <source>Add corrected captions to the human captions…</source>
        <translation>把更正的描述添加到人工描述…</translation>
    </message>
</context>
<context>
    <name>recap::gui::DatasetQuestions</name>
    <message>
        <source>No caption in %1 would change.</source>
        <translation>%1 的描述不会改变。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) in %1 will be accepted. You can undo this in one step.</source>
        <translation>
            <numerusform>将接受 %1 的 %Ln 条描述，可一步撤销。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) in %1 will be rejected. You can undo this in one step.</source>
        <translation>
            <numerusform>将拒绝 %1 的 %Ln 条描述，可一步撤销。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them had been rejected.</source>
        <translation>
            <numerusform>其中 %Ln 条曾被拒绝。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them had been accepted or edited.</source>
        <translation>
            <numerusform>其中 %Ln 条曾被接受或编辑。</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept all filtered captions</source>
        <translation>接受筛选出的全部描述</translation>
    </message>
    <message>
        <source>Reject all filtered captions</source>
        <translation>拒绝筛选出的全部描述</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Write to another source</source>
        <translation>写入其他来源</translation>
    </message>
    <message>
        <source>Name: letters, digits, _ - @ and .</source>
        <translation>名称：字母、数字、_ - @ 和 .</translation>
    </message>
    <message>
        <source>“%1” cannot be the name of a caption source: use letters, digits, _ - @ and the full stop.</source>
        <translation>“%1”不能作为描述来源的名称：请使用字母、数字、_ - @ 和句点。</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>保存此筛选</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>This text was not saved and cannot be restored:

%1</source>
        <translation>此文本尚未保存，丢弃后无法恢复：

%1</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>No caption in %1 was corrected by a person and is accepted or edited.</source>
        <translation>%1 中没有由人更正且已接受或已编辑的描述。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add corrected captions</source>
        <translation>添加更正的描述</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) in %1 were corrected by a person. To which human captions should they be added? No caption that is there is replaced. You can undo this in one step.</source>
        <translation>
            <numerusform>%1 中有 %Ln 条描述由人更正过。要添加到哪个人工描述来源？已有的描述不会被替换。此操作可一步撤销。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::DatasetWorkspace</name>
    <message>
        <source>No images yet</source>
        <translation>还没有图像</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Import a folder of pictures with text files beside them (name.txt), as an image folder with metadata, or without texts; or COCO captions, a table or tar shards. The pictures stay where they are.</source>
        <translation>导入图片文件夹（旁边带有文本文件 name.txt、为带元数据的图像文件夹，或没有文本均可），或 COCO 描述、表格、tar 分片。图片留在原处。</translation>
    </message>
    <message>
        <source>Create the report now</source>
        <translation>立即生成报告</translation>
    </message>
    <message>
        <source>This image has no caption in %1; press W to write one.</source>
        <translation>此图像没有%1的描述；按 W 撰写。</translation>
    </message>
    <message>
        <source>Every image shown has a caption in %1.</source>
        <translation>显示的每张图像都已有%1的描述。</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) were started but not saved. “Unsaved drafts” under “Counts” shows them.</source>
        <translation>
            <numerusform>有 %n 条描述已开始撰写但未保存。“计数”中的“未保存的草稿”可显示它们。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::DetachedRuns</name>
    <message>
        <source>%1 runs in another program: %2</source>
        <translation>%1 在另一个程序中运行：%2</translation>
    </message>
</context>
<context>
    <name>recap::gui::DetailPane</name>
    <message>
        <source>Fit (0)</source>
        <translation>适合窗口 (0)</translation>
    </message>
    <message>
        <source>Actual size (1)</source>
        <translation>实际大小 (1)</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比对象</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Another source…</source>
        <translation>其他来源…</translation>
    </message>
</context>
<context>
    <name>recap::gui::DrawSamplesPage</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Generate samples</source>
        <translation>生成样本</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Prompts, one per line</source>
        <translation>提示词，每行一个</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Enter at least one prompt.</source>
        <translation>请至少写一个提示词。</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) will be generated in the background.</source>
        <translation>
            <numerusform>将在后台生成 %n 个样本。</numerusform>
        </translation>
    </message>
    <message>
        <source>Another model</source>
        <translation>其他模型</translation>
    </message>
    <message>
        <source>Diffusers folder, .safetensors or .ckpt</source>
        <translation>Diffusers 文件夹、.safetensors 或 .ckpt</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>No run has a checkpoint yet. Train a model first, or choose another one.</source>
        <translation>还没有运行有检查点。请先训练一个模型，或选择其他模型。</translation>
    </message>
    <message>
        <source>Choose at least one run or another model.</source>
        <translation>请至少选择一个运行或其他模型。</translation>
    </message>
</context>
<context>
    <name>recap::gui::EvaluationPresenter</name>
    <message>
        <source>is already used by another rating study</source>
        <translation>已被另一项评分研究使用</translation>
    </message>
    <message>
        <source>must be another run</source>
        <translation>必须是另一次运行</translation>
    </message>
    <message>
        <source>The answers were written to %1.</source>
        <translation>回答已写入 %1。</translation>
    </message>
    <message>
        <source>must not contain the name of a system</source>
        <translation>不能提到任何一个系统的名称</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>必须填写</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were packed into %1.</source>
        <translation>
            <numerusform>已将 %n 项打包到 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::EvaluationWorkspace</name>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>New rating study</source>
        <translation>新建评分研究</translation>
    </message>
    <message>
        <source>Start rating</source>
        <translation>开始评审</translation>
    </message>
    <message>
        <source>Show results</source>
        <translation>显示结果</translation>
    </message>
    <message>
        <source>Pack for a rater…</source>
        <translation>为评审员打包…</translation>
    </message>
    <message>
        <source>One file for another computer, without the blinding key</source>
        <translation>供另一台电脑使用的单个文件，不含揭盲密钥</translation>
    </message>
    <message>
        <source>Merge answers…</source>
        <translation>合并回答…</translation>
    </message>
    <message>
        <source>Imports the answer files from other computers</source>
        <translation>导入其他电脑上的回答文件</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>Rating studies</source>
        <translation>评分研究</translation>
    </message>
    <message>
        <source>No rating studies yet</source>
        <translation>还没有评分研究</translation>
    </message>
    <message>
        <source>A rating study shows raters two samples of the same prompt without revealing which model generated which. It needs two runs with samples.</source>
        <translation>评分研究会向评审员展示同一提示词的两个样本，但不说明各由哪个模型生成。需要两次带样本的运行。</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) were accepted.</source>
        <translation>
            <numerusform>已接受 %n 个回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge answers</source>
        <translation>合并回答</translation>
    </message>
    <message numerus="yes">
        <source>%n were refused.</source>
        <translation>
            <numerusform>%n 个被拒绝。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the answers</source>
        <translation>导出回答</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Pack for a rater</source>
        <translation>为评审员打包</translation>
    </message>
    <message>
        <source>Name or pseudonym of the rater</source>
        <translation>评审员的姓名或化名</translation>
    </message>
    <message>
        <source>Rating package (*.json)</source>
        <translation>评审包 (*.json)</translation>
    </message>
    <message>
        <source>Answers (*.json)</source>
        <translation>回答 (*.json)</translation>
    </message>
    <message>
        <source>Your answers are saved. Please send the file %1 back to the person who gave you the package.</source>
        <translation>您的回答已保存。请把文件 %1 发回给向您提供评审包的人。</translation>
    </message>
    <message>
        <source>Open the results</source>
        <translation>打开结果</translation>
    </message>
    <message numerus="yes">
        <source>This shows the results of “%1” after %n answer(s) and reveals which system made which picture. Anyone who is still rating should not look. The rating study will record that %2 has seen the results.</source>
        <translation>
            <numerusform>这会在 %n 个回答之后显示“%1”的结果，并揭示哪张图片出自哪个系统。仍在评审的人不应查看。评分研究会记录 %2 已看过结果。</numerusform>
        </translation>
    </message>
    <message>
        <source>What does the rater open on the other computer?</source>
        <translation>评审员在另一台电脑上打开什么？</translation>
    </message>
    <message>
        <source>A page in a browser</source>
        <translation>浏览器中的页面</translation>
    </message>
    <message>
        <source>A rating package in this program</source>
        <translation>本程序中的评审包</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Rating page (*.html)</source>
        <translation>评审页面 (*.html)</translation>
    </message>
</context>
<context>
    <name>recap::gui::ExampleCard</name>
    <message>
        <source>Example captions</source>
        <translation>描述示例</translation>
    </message>
    <message>
        <source>human caption</source>
        <translation>人工描述</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier caption(s)</source>
        <translation>
            <numerusform>更早的 %n 条描述</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is missing</source>
        <translation>文件缺失</translation>
    </message>
</context>
<context>
    <name>recap::gui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Image folder (metadata.jsonl)</source>
        <translation>图像文件夹（metadata.jsonl）</translation>
    </message>
    <message>
        <source>Image folder (metadata.parquet)</source>
        <translation>图像文件夹（metadata.parquet）</translation>
    </message>
    <message>
        <source>Text files beside the pictures</source>
        <translation>图片旁的文本文件</translation>
    </message>
    <message>
        <source>COCO captions</source>
        <translation>COCO 描述</translation>
    </message>
    <message>
        <source>Tar shards</source>
        <translation>Tar 分片</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>If it is missing</source>
        <translation>缺少时</translation>
    </message>
    <message>
        <source>leave the caption out</source>
        <translation>略去该描述</translation>
    </message>
    <message>
        <source>use %1</source>
        <translation>改用%1</translation>
    </message>
    <message>
        <source>Only captions that were accepted or edited</source>
        <translation>只要已接受或已编辑的描述</translation>
    </message>
    <message>
        <source>Only images that match the filter: %1</source>
        <translation>只要符合筛选的图像：%1</translation>
    </message>
    <message>
        <source>Images per shard</source>
        <translation>每个分片的图像数</translation>
    </message>
    <message>
        <source>Folder to create</source>
        <translation>要新建的文件夹</translation>
    </message>
    <message>
        <source>Where the layout holds only one text per image, the first caption that the image has is used.</source>
        <translation>若格式只能容纳一条文本，则采用图像所具有的第一条。</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Folder to create for the export</source>
        <translation>为导出新建的文件夹</translation>
    </message>
</context>
<context>
    <name>recap::gui::FacetsPanel</name>
    <message>
        <source>Counts</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>%1 (click to filter, click again to clear)</source>
        <translation>%1（点击筛选，再次点击取消）</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Status · %1</source>
        <translation>状态 · %1</translation>
    </message>
    <message>
        <source>Caption source</source>
        <translation>描述来源</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Unsaved drafts</source>
        <translation>未保存的草稿</translation>
    </message>
    <message>
        <source>Writing · %1</source>
        <translation>撰写 · %1</translation>
    </message>
    <message>
        <source>Not written yet</source>
        <translation>尚未撰写</translation>
    </message>
</context>
<context>
    <name>recap::gui::FilterBar</name>
    <message>
        <source>Search captions, or status:new  has:recap_long  -source:human  &quot;two dogs&quot;</source>
        <translation>搜索描述，或 status:new  has:recap_long  -source:human  &quot;two dogs&quot;</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>No filter has been saved yet</source>
        <translation>尚未保存筛选条件</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>保存此筛选…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>recap::gui::GridDelegate</name>
    <message numerus="yes">
        <source>%n tok</source>
        <translation>
            <numerusform>%n 词元</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::GridPane</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>No image matches</source>
        <translation>没有匹配的图像</translation>
    </message>
    <message>
        <source>Change the filter above, or clear it to see every image.</source>
        <translation>请修改上方的筛选条件，或清除它以查看所有图像。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 images</source>
        <translation>%1 / %2 张图像</translation>
    </message>
</context>
<context>
    <name>recap::gui::HistogramCard</name>
    <message>
        <source>read completely</source>
        <translation>完整读取</translation>
    </message>
    <message>
        <source>truncated</source>
        <translation>被截断</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2: %n caption(s)</source>
        <translation>
            <numerusform>%1 到 %2：%n 条描述</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::ImageStage</name>
    <message>
        <source>%1 (selected)</source>
        <translation>%1（已选）</translation>
    </message>
</context>
<context>
    <name>recap::gui::ImageView</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>无法读取此图片。</translation>
    </message>
    <message>
        <source>The file of this picture is missing.</source>
        <translation>这张图片的文件不存在。</translation>
    </message>
</context>
<context>
    <name>recap::gui::ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>recap::gui::ImportForm</name>
    <message>
        <source>A folder of pictures (with text files beside them, or as an image folder with metadata), COCO captions (.json), a table (.csv, .tsv, .parquet) or tar shards. The pictures stay where they are.</source>
        <translation>图片文件夹（旁边带有文本文件，或为带元数据的图像文件夹）、COCO 描述（.json）、表格（.csv、.tsv、.parquet）或 tar 分片。图片留在原处。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Detect automatically</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>Pictures without texts</source>
        <translation>没有文本的图片</translation>
    </message>
    <message>
        <source>Text files beside the pictures</source>
        <translation>图片旁的文本文件</translation>
    </message>
    <message>
        <source>Image folder (metadata.jsonl, .csv, .parquet)</source>
        <translation>图像文件夹（metadata.jsonl、.csv、.parquet）</translation>
    </message>
    <message>
        <source>COCO captions</source>
        <translation>COCO 描述</translation>
    </message>
    <message>
        <source>Tar shards</source>
        <translation>Tar 分片</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>Table (Parquet)</source>
        <translation>表格（Parquet）</translation>
    </message>
    <message>
        <source>Caption source</source>
        <translation>描述来源</translation>
    </message>
    <message>
        <source>alttext; human for COCO</source>
        <translation>alttext；COCO 为 human</translation>
    </message>
    <message>
        <source>Folder of the pictures</source>
        <translation>图片所在文件夹</translation>
    </message>
    <message>
        <source>found automatically; only for COCO and tables</source>
        <translation>自动查找；仅用于 COCO 和表格</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>表格的列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Import a folder of pictures</source>
        <translation>导入图片文件夹</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Data sets (*.json *.jsonl *.csv *.tsv *.parquet *.tar);;All files (*)</source>
        <translation>数据集 (*.json *.jsonl *.csv *.tsv *.parquet *.tar);;所有文件 (*)</translation>
    </message>
    <message>
        <source>By column name</source>
        <translation>按列名</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
</context>
<context>
    <name>recap::gui::ImportReportDialog</name>
    <message>
        <source>Report of the last import</source>
        <translation>上次导入的报告</translation>
    </message>
    <message>
        <source>Everything was imported.</source>
        <translation>全部已导入。</translation>
    </message>
    <message>
        <source>Only rows that contain…</source>
        <translation>只显示包含…的行</translation>
    </message>
    <message>
        <source>Only rows that contain</source>
        <translation>只显示包含以下内容的行</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new image(s)</source>
        <translation>
            <numerusform>%Ln 张新图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new caption(s)</source>
        <translation>
            <numerusform>%Ln 条新描述</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) already in the project</source>
        <translation>
            <numerusform>%Ln 张图像已有</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) found under a new path</source>
        <translation>
            <numerusform>%Ln 张图像在新路径下找到</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) now contain a different picture</source>
        <translation>
            <numerusform>%Ln 个文件的图片与之前不同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) not imported</source>
        <translation>
            <numerusform>%Ln 行未导入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s) on imported rows</source>
        <translation>
            <numerusform>对已导入行的 %Ln 条备注</numerusform>
        </translation>
    </message>
    <message>
        <source>Rows that were not imported, and remarks</source>
        <translation>未导入的行和备注</translation>
    </message>
    <message>
        <source>%1 files were found: %2 imported, %3 not imported, %4 ignored</source>
        <extracomment>%1 is the number of all files, %2 to %4 add up to it.</extracomment>
        <translation>共找到 %1 个文件：导入 %2 个，未导入 %3 个，忽略 %4 个</translation>
    </message>
</context>
<context>
    <name>recap::gui::IntervalChart</name>
    <message>
        <source>%1: %2, %3 to %4</source>
        <translation>%1：%2，%3 至 %4</translation>
    </message>
</context>
<context>
    <name>recap::gui::JobStrip</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop after saving</source>
        <translation>保存后停止</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>No job is running.</source>
        <translation>没有正在运行的任务。</translation>
    </message>
    <message>
        <source>Undo the stop</source>
        <translation>撤销停止</translation>
    </message>
</context>
<context>
    <name>recap::gui::JudgeText</name>
    <message>
        <source>first seen</source>
        <translation>首次出现</translation>
    </message>
    <message>
        <source>%1: %2, SHA-256 %3…, %4. It can be used.</source>
        <translation>%1：%2，SHA-256 %3…，%4。可以使用。</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>随程序提供</translation>
    </message>
</context>
<context>
    <name>recap::gui::JudgesPage</name>
    <message>
        <source>Back to the comparison</source>
        <translation>返回比较</translation>
    </message>
    <message>
        <source>Open judges file…</source>
        <translation>打开评判模型文件…</translation>
    </message>
    <message>
        <source>New judges file…</source>
        <translation>新建评判模型文件…</translation>
    </message>
    <message>
        <source>Check judges</source>
        <translation>检查评判模型</translation>
    </message>
    <message>
        <source>Loads every judge and says what does not fit</source>
        <translation>加载每个评判模型，并说明哪里不符</translation>
    </message>
    <message>
        <source>Use for metrics</source>
        <translation>用于指标</translation>
    </message>
    <message>
        <source>Opens the form of a metrics run with this judges file</source>
        <translation>打开使用此评判模型文件的指标运行表单</translation>
    </message>
    <message>
        <source>Judges file</source>
        <translation>评判模型文件</translation>
    </message>
    <message>
        <source>Judges files (*.toml *.json)</source>
        <translation>评判模型文件 (*.toml *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>New judges file</source>
        <translation>新建评判模型文件</translation>
    </message>
    <message>
        <source>Judges files (*.toml)</source>
        <translation>评判模型文件 (*.toml)</translation>
    </message>
    <message>
        <source>Judges that are found on this machine</source>
        <translation>在本机找到的评判模型</translation>
    </message>
    <message>
        <source>Reading the judges&apos; files…</source>
        <translation>正在读取评判模型的文件…</translation>
    </message>
    <message>
        <source>A judges file says which of them look at the samples. “New judges file…” writes one with these judges, to be completed in an editor.</source>
        <translation>评判模型文件说明由其中哪些来评判样本。“新建评判模型文件…”会写出一个包含这些评判模型的文件，可在编辑器中补充。</translation>
    </message>
    <message numerus="yes">
        <source>%n judge(s) cannot be used.</source>
        <translation>
            <numerusform>有 %n 个评判模型无法使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every judge can be used.</source>
        <translation>所有评判模型均可使用。</translation>
    </message>
    <message>
        <source>Nothing wrong was found. “Check judges” loads them completely.</source>
        <translation>未发现问题。“检查评判模型”会将它们完整加载。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the whole SHA-256, as a judges file asks for it</source>
        <translation>复制完整的 SHA-256，可填入评判模型文件</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>预处理</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) at once</source>
        <translation>
            <numerusform>每次 %n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>It was loaded and can be used.</source>
        <translation>已加载，可以使用。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>recap::gui::LogDock</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>recap::gui::MainWindow</name>
    <message>
        <source>RECAP Workbench</source>
        <translation>RECAP 工作台</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open the demo project</source>
        <translation>打开演示项目</translation>
    </message>
    <message>
        <source>Run the demo</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>命令…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Show or hide the log</source>
        <translation>显示或隐藏日志</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色和深色</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>This project is open read-only; nothing can be changed here.</source>
        <translation>此项目以只读方式打开，无法在此更改任何内容。</translation>
    </message>
    <message>
        <source>%1 – RECAP Workbench</source>
        <translation>%1 – RECAP 工作台</translation>
    </message>
    <message>
        <source>This file cannot be opened here: %1</source>
        <translation>无法在此打开该文件：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n 个排队</numerusform>
        </translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation>有任务正在运行</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have not finished yet. Completed work is kept either way.</source>
        <translation>
            <numerusform>还有 %n 个任务未结束。无论如何，已完成的部分都会保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop them and close the window</source>
        <translation>停止任务并关闭窗口</translation>
    </message>
    <message>
        <source>Close when they have finished</source>
        <translation>任务结束后关闭</translation>
    </message>
    <message>
        <source>Keep the window open</source>
        <translation>保持窗口打开</translation>
    </message>
    <message>
        <source>The window will close when the jobs have finished.</source>
        <translation>任务结束后窗口将关闭。</translation>
    </message>
    <message>
        <source>Open rating package…</source>
        <translation>打开评审包…</translation>
    </message>
    <message>
        <source>The other program has ended; the project can now be changed here.</source>
        <translation>另一个程序已结束；现在可以在这里修改项目。</translation>
    </message>
    <message>
        <source>Continue without the window</source>
        <translation>关闭窗口后继续运行</translation>
    </message>
    <message>
        <source>The run could not continue without the window</source>
        <translation>关闭窗口后无法继续运行</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Messages…</source>
        <translation>消息…</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting run(s) will continue without the window as well; otherwise they stay in the queue.</source>
        <translation>
            <numerusform>%n 个等待中的运行也会在没有窗口的情况下继续；否则它们留在队列中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting run(s) will stay in the queue until the project is opened again.</source>
        <translation>
            <numerusform>%n 个等待中的运行留在队列中，直到项目再次打开。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is being stopped.</source>
        <translation>正在停止 %1。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) since the window was opened, newest first.</source>
        <translation>
            <numerusform>窗口打开以来的 %n 条消息，最新的在前。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::MetricPictureDelegate</name>
    <message>
        <source>The file is missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未评判</translation>
    </message>
</context>
<context>
    <name>recap::gui::MetricPicturesPage</name>
    <message>
        <source>Back to the comparison</source>
        <translation>返回比较</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>最差在前</translation>
    </message>
    <message>
        <source>Best first</source>
        <translation>最好在前</translation>
    </message>
    <message>
        <source>Find prompts</source>
        <translation>查找提示词</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>All pictures</source>
        <translation>所有图片</translation>
    </message>
    <message>
        <source>No number is selected</source>
        <translation>未选择数值</translation>
    </message>
    <message>
        <source>Looking for the pictures…</source>
        <translation>正在查找图片…</translation>
    </message>
    <message>
        <source>This number leads to no pictures</source>
        <translation>此数值没有对应的图片</translation>
    </message>
    <message>
        <source>The pictures could not be found</source>
        <translation>无法找到图片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No picture is selected.</source>
        <translation>未选择图片。</translation>
    </message>
</context>
<context>
    <name>recap::gui::MetricPicturesPresenter</name>
    <message>
        <source>None of its pictures is known.</source>
        <translation>没有已知的对应图片。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>检测框</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
</context>
<context>
    <name>recap::gui::MetricsModel</name>
    <message>
        <source>%1 of %2: %3, 95 % interval %4 to %5, n = %6</source>
        <translation>%2 的 %1：%3，95 % 区间 %4 至 %5，n = %6</translation>
    </message>
    <message>
        <source>Judge: %1</source>
        <translation>评判模型：%1</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Previously: %1, n = %2, computed %3</source>
        <translation>之前：%1，n = %2，计算于 %3</translation>
    </message>
    <message>
        <source>Previously: %1, n = %2</source>
        <translation>之前：%1，n = %2</translation>
    </message>
    <message>
        <source>%1 of %2 has no value, because %3.</source>
        <translation>%2 的 %1 没有数值，原因：%3。</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>注意：%1</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>计算于</translation>
    </message>
    <message>
        <source>%1 to %2 pictures</source>
        <translation>%1 至 %2 张图片</translation>
    </message>
</context>
<context>
    <name>recap::gui::MetricsPanel</name>
    <message>
        <source>Metrics · 95 % intervals</source>
        <translation>指标 · 95 % 区间</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Metrics by model</source>
        <translation>各模型的指标</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>越低越好</translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation>越高越好</translation>
    </message>
    <message>
        <source>No metrics yet. “Compute metrics” judges the samples of the selected runs with the demo&apos;s judges; the demo computes its metrics at the end.</source>
        <translation>还没有指标。“计算指标”用演示的评判模型评判所选运行的样本；演示会在最后计算自己的指标。</translation>
    </message>
    <message>
        <source>The table as CSV, LaTeX, Markdown or JSON</source>
        <translation>将表格导出为 CSV、LaTeX、Markdown 或 JSON</translation>
    </message>
    <message>
        <source>★ Better than every other model. Select a value to see how it was computed; press Enter for the pictures behind it.</source>
        <translation>★ 优于其他所有模型。选择一个数值可查看其计算方式；按 Enter 键查看对应的图片。</translation>
    </message>
    <message>
        <source>Pictures behind this number…</source>
        <translation>此数值对应的图片…</translation>
    </message>
    <message>
        <source>The samples with their values, the worst first, and what the judge saw in them</source>
        <translation>样本及其数值（最差在前），以及评判模型在其中看到的内容</translation>
    </message>
    <message>
        <source>Copy how it was computed</source>
        <translation>复制计算方式</translation>
    </message>
</context>
<context>
    <name>recap::gui::NewProjectDialog</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Save the project in</source>
        <translation>项目保存在</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Create project</source>
        <translation>创建项目</translation>
    </message>
</context>
<context>
    <name>recap::gui::NewRunPage</name>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>将会发生什么</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>The run needs a name.</source>
        <translation>运行需要一个名称。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Resolve these problems first:</source>
        <translation>需要先解决以下问题：</translation>
    </message>
    <message>
        <source>Ready to start.</source>
        <translation>可以开始。</translation>
    </message>
    <message>
        <source>This run cannot start yet.</source>
        <translation>此运行还不能开始。</translation>
    </message>
    <message>
        <source>The check could not be carried out.</source>
        <translation>无法完成检查。</translation>
    </message>
    <message>
        <source>Write captions…</source>
        <translation>撰写描述…</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新填写</translation>
    </message>
    <message>
        <source>Clears your entries</source>
        <translation>清除这里填写的内容</translation>
    </message>
    <message>
        <source>Your entries are kept for next time</source>
        <translation>填写的内容下次仍在</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
</context>
<context>
    <name>recap::gui::NewRunText</name>
    <message numerus="yes">
        <source>%n image(s) with a usable caption.</source>
        <translation>
            <numerusform>%n 张图像有可用的描述。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 steps of %2 images: %3 passes through the data.</source>
        <translation>%1 步，每步 %2 张图像：遍历数据 %3 次。</translation>
    </message>
    <message>
        <source>About %1 on this machine.</source>
        <translation>在本机约需 %1。</translation>
    </message>
    <message>
        <source>The time is not known before the first steps on this machine.</source>
        <translation>在本机运行最初几步之前无法得知所需时间。</translation>
    </message>
    <message>
        <source>About %1 of memory.</source>
        <translation>约需 %1 内存。</translation>
    </message>
    <message>
        <source>About %1 of disk space.</source>
        <translation>约需 %1 磁盘空间。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) have no such caption and are left out.</source>
        <translation>
            <numerusform>%n 张图像没有此类描述，将被略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) are longer than the text encoder reads and will be truncated.</source>
        <translation>
            <numerusform>%n 条描述超出文本编码器的读取长度，末尾会被截断。</numerusform>
        </translation>
    </message>
    <message>
        <source>No image has a caption in %1.</source>
        <translation>没有图像带有来源为 %1 的描述。</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) in %1.</source>
        <translation>
            <numerusform>来源 %1 的描述 %n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no human caption to learn from. Write some in the Dataset workspace, or choose other sources.</source>
        <translation>没有可供学习的人工描述。请在“数据集”工作区写一些，或选择其他来源。</translation>
    </message>
    <message>
        <source>%1 steps of %2 captions: %3 passes through the data.</source>
        <translation>%1 步，每步 %2 条描述：遍历数据 %3 次。</translation>
    </message>
    <message>
        <source>%1 % of the images are held out for the validation loss.</source>
        <translation>留出 %1 % 的图像用于验证损失。</translation>
    </message>
    <message>
        <source>The filter selects no image.</source>
        <translation>筛选条件未选中任何图像。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) are selected.</source>
        <translation>
            <numerusform>已选中 %n 张图像。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) already have such a caption; captions of another captioner get a new version, and nothing is overwritten.</source>
        <translation>
            <numerusform>%n 张图像已有此类描述；由其他描述模型所写的会得到新版本，不会覆盖任何内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fine-tune a captioner</source>
        <translation>微调描述模型</translation>
    </message>
    <message>
        <source>Fine-tune the diffusion model</source>
        <translation>微调扩散模型</translation>
    </message>
    <message>
        <source>Quick test</source>
        <translation>快速测试</translation>
    </message>
    <message>
        <source>Fifty steps, to see whether everything works.</source>
        <translation>五十步，用于检查一切是否正常。</translation>
    </message>
    <message>
        <source>Small set of human captions</source>
        <translation>少量人工描述</translation>
    </message>
    <message>
        <source>Our choice; the paper does not say how its captioner was fine-tuned.</source>
        <translation>我们的选择；论文没有说明其描述模型如何微调。</translation>
    </message>
    <message>
        <source>One hundred steps, to see whether everything works.</source>
        <translation>一百步，用于检查一切是否正常。</translation>
    </message>
    <message>
        <source>Like the RECAP paper</source>
        <translation>接近 RECAP 论文</translation>
    </message>
    <message>
        <source>From the paper: RECAP Mix, half short and half long captions. Steps, batch, learning rate, dropout and averaging are our choice, because the paper does not state them.</source>
        <translation>来自论文：RECAP Mix，短描述与长描述各半。步数、批量、学习率、丢弃率和平均方式是我们的选择，因为论文没有说明。</translation>
    </message>
    <message>
        <source>Alt-text control</source>
        <translation>替代文本对照</translation>
    </message>
    <message>
        <source>The same budget as “Like the RECAP paper”, on the original alt texts, for a fair comparison. The numbers are our choice.</source>
        <translation>用原始替代文本、与“接近 RECAP 论文”相同的预算训练，以便公平比较。数值是我们的选择。</translation>
    </message>
    <message>
        <source>The model is designed for pictures of %1 pixels; at %2 pixels a step takes about %3 times as long.</source>
        <translation>该模型适用于 %1 像素的图片；用 %2 像素时，每步耗时约为 %3 倍。</translation>
    </message>
    <message>
        <source>Without sample prompts no previews are generated during training, and there will be nothing to compare.</source>
        <translation>没有采样提示词，训练途中不会生成预览图，也就没有可比较的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) will be generated, as a run of their own.</source>
        <translation>
            <numerusform>将生成 %n 个样本，作为单独的运行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare shows them beside the samples of other runs with the same prompt and seed.</source>
        <translation>在“比较”中，其他运行里提示词和种子相同的图片会并排显示。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n sample(s) will be judged.</source>
        <translation>
            <numerusform>%1：评判 %n 个样本。</numerusform>
        </translation>
    </message>
    <message>
        <source>The judges are the demo&apos;s own: they know only its objects and prompts.</source>
        <translation>评判模型是演示自带的：只认识演示中的物体和提示词。</translation>
    </message>
    <message>
        <source>Starts with the weights of step %1 of %2. Optimiser, learning-rate schedule and step count start from the beginning.</source>
        <translation>从 %2 第 %1 步的权重开始。优化器、学习率计划和步数重新开始。</translation>
    </message>
    <message>
        <source>More than %1 of memory: weights, optimiser and latents. What a step needs in addition is known after the first run.</source>
        <translation>内存超过 %1：权重、优化器和潜变量。单步额外所需的内存在首次运行后才知道。</translation>
    </message>
    <message>
        <source>The run %1 has no samples to judge; previews of a training run are not judged.</source>
        <translation>运行 %1 没有可评判的样本；训练中的预览图不参与评判。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) already have metrics; the replaced values stay in the project&apos;s history. The same resampling seed gives the same intervals for the same samples.</source>
        <translation>
            <numerusform>%n 个运行已有指标；被替换的数值保留在项目的历史中。用相同的重采样种子，同样的样本会得到同样的区间。</numerusform>
        </translation>
    </message>
    <message>
        <source>RECAP Mix</source>
        <translation>RECAP 混合</translation>
    </message>
    <message>
        <source>Recaption %1</source>
        <translation>重新描述 %1</translation>
    </message>
    <message>
        <source>Captioner</source>
        <translation>描述模型</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Recaption by server</source>
        <translation>由服务器重新描述</translation>
    </message>
    <message>
        <source>Every image is sent to %1, at most %2 pixels long.</source>
        <translation>每幅图像都会发送到 %1，长边最多 %2 像素。</translation>
    </message>
    <message>
        <source>Recaption</source>
        <translation>重新描述</translation>
    </message>
    <message>
        <source>Caption curve</source>
        <translation>描述曲线</translation>
    </message>
    <message numerus="yes">
        <source>%n captioner(s), each trained for %1 steps, on %2 of %3 human captions.</source>
        <translation>
            <numerusform>%n 个描述模型，各训练 %1 步，用 %3 条人工描述中的 %2 条。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All are compared on the captions of %n held-out image(s).</source>
        <translation>
            <numerusform>全部按 %n 张留出图片的描述比较。</numerusform>
        </translation>
    </message>
    <message>
        <source>Captioners that were made before with the same captions and options are not made again.</source>
        <translation>之前用相同描述和选项得到的描述模型不会重新训练。</translation>
    </message>
    <message>
        <source>%1 captions are left out: there are not so many.</source>
        <translation>未计算 %1 条描述：没有那么多。</translation>
    </message>
    <message>
        <source>With one seed per number the answer has no interval.</source>
        <translation>每个数量只有一个种子时，回答没有区间。</translation>
    </message>
    <message>
        <source>Judges: %1.</source>
        <translation>评判模型：%1。</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Asks the servers for their kind, version and models</source>
        <translation>询问服务器的种类、版本和模型</translation>
    </message>
    <message>
        <source>Test judges</source>
        <translation>测试评判模型</translation>
    </message>
    <message>
        <source>Loads every judge and says what does not fit</source>
        <translation>加载每个评判模型，并说明哪里不符</translation>
    </message>
    <message>
        <source>Folder with the configuration</source>
        <translation>含配置的文件夹</translation>
    </message>
    <message>
        <source>Folder of the CLIP model</source>
        <translation>CLIP 模型的文件夹</translation>
    </message>
    <message>
        <source>Picture to start from</source>
        <translation>起始图片</translation>
    </message>
    <message>
        <source>Judges file</source>
        <translation>评判模型文件</translation>
    </message>
    <message>
        <source>Judges files (*.toml *.json)</source>
        <translation>评判模型文件 (*.toml *.json)</translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation>提示词集</translation>
    </message>
    <message>
        <source>Prompt sets (*.jsonl)</source>
        <translation>提示词集 (*.jsonl)</translation>
    </message>
    <message>
        <source>Folder of real images</source>
        <translation>真实图像的文件夹</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.ckpt *.pt *.pth *.bin)</source>
        <translation>权重 (*.safetensors *.ckpt *.pt *.pth *.bin)</translation>
    </message>
    <message>
        <source>The prompt set says what %1 of the samples&apos; %2 prompts ask for.</source>
        <translation>样本的 %2 个提示词中，提示词集说明了 %1 个的要求。</translation>
    </message>
    <message>
        <source>Distances are taken to the pictures of the folder %1.</source>
        <translation>距离以文件夹 %1 中的图片为参照。</translation>
    </message>
    <message>
        <source>Distances are taken to the samples of %1.</source>
        <translation>距离以 %1 的样本为参照。</translation>
    </message>
    <message>
        <source>The reference %1 is neither a run nor a folder.</source>
        <translation>参照 %1 既不是运行也不是文件夹。</translation>
    </message>
    <message>
        <source>Every metric is computed that these judges can compute.</source>
        <translation>计算这些评判模型能算的全部指标。</translation>
    </message>
    <message numerus="yes">
        <source>%n metric(s) are computed.</source>
        <translation>
            <numerusform>计算 %n 个指标。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::OptionsForm</name>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Fewer options</source>
        <translation>较少选项</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
</context>
<context>
    <name>recap::gui::OptionsFormText</name>
    <message>
        <source>the model&apos;s own</source>
        <translation>模型自带</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>从 %1 到 %2。</translation>
    </message>
    <message>
        <source>At least %1.</source>
        <translation>至少 %1。</translation>
    </message>
    <message>
        <source>At most %1.</source>
        <translation>至多 %1。</translation>
    </message>
    <message>
        <source>must be at least %1</source>
        <translation>必须至少为 %1</translation>
    </message>
    <message>
        <source>must be at most %1</source>
        <translation>必须至多为 %1</translation>
    </message>
    <message>
        <source>must be between %1 and %2</source>
        <translation>必须在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>必须是整数</translation>
    </message>
    <message>
        <source>must be a number, such as 0.5 or 1e-4</source>
        <translation>必须是数字，例如 0.5 或 1e-4</translation>
    </message>
</context>
<context>
    <name>recap::gui::OutcomeBar</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>recap::gui::PromptText</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distractor(s)</source>
        <translation>
            <numerusform>%n 个干扰描述</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>relation</source>
        <translation>位置关系</translation>
    </message>
    <message>
        <source>false caption</source>
        <translation>错误描述</translation>
    </message>
    <message>
        <source>distractors</source>
        <translation>干扰描述</translation>
    </message>
    <message>
        <source>questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>TISE pickle</source>
        <translation>TISE pickle</translation>
    </message>
    <message>
        <source>folder of SOA pickles</source>
        <translation>SOA pickle 文件夹</translation>
    </message>
    <message>
        <source>GenEval metadata</source>
        <translation>GenEval 元数据</translation>
    </message>
    <message>
        <source>table of prompts</source>
        <translation>提示词表格</translation>
    </message>
    <message>
        <source>T2I-CompBench list</source>
        <translation>T2I-CompBench 列表</translation>
    </message>
    <message>
        <source>list of prompts</source>
        <translation>提示词列表</translation>
    </message>
</context>
<context>
    <name>recap::gui::PromptsPage</name>
    <message>
        <source>Back to the comparison</source>
        <translation>返回比较</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>A prompt set, or prompts of TISE, DrawBench, PartiPrompts, GenEval, T2I-CompBench, or a list</source>
        <translation>提示词集，或 TISE、DrawBench、PartiPrompts、GenEval、T2I-CompBench 的提示词，或列表</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>A folder of label_XX_name.pkl, as SOA publishes them</source>
        <translation>SOA 发布的 label_XX_name.pkl 文件夹</translation>
    </message>
    <message>
        <source>From COCO…</source>
        <translation>由 COCO 制作…</translation>
    </message>
    <message>
        <source>Makes a prompt set from COCO&apos;s captions</source>
        <translation>由 COCO 的描述制作提示词集</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Writes the prompts as a prompt set</source>
        <translation>将提示词写为提示词集</translation>
    </message>
    <message>
        <source>Use for sampling</source>
        <translation>用于采样</translation>
    </message>
    <message>
        <source>Opens the form of a run that generates samples for these prompts</source>
        <translation>打开为这些提示词生成样本的运行表单</translation>
    </message>
    <message>
        <source>Use for metrics</source>
        <translation>用于指标</translation>
    </message>
    <message>
        <source>Opens the form of a metrics run with this prompt set</source>
        <translation>打开使用此提示词集的指标运行表单</translation>
    </message>
    <message>
        <source>Open prompts…</source>
        <translation>打开提示词…</translation>
    </message>
    <message>
        <source>Make from COCO…</source>
        <translation>由 COCO 制作…</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Find prompts</source>
        <translation>查找提示词</translation>
    </message>
    <message>
        <source>What a picture must show</source>
        <translation>图片必须显示什么</translation>
    </message>
    <message>
        <source>A prompt set from COCO&apos;s captions</source>
        <translation>由 COCO 描述制作的提示词集</translation>
    </message>
    <message>
        <source>Folder of COCO</source>
        <translation>COCO 文件夹</translation>
    </message>
    <message>
        <source>Make the prompt set…</source>
        <translation>制作提示词集…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No prompt set is open</source>
        <translation>未打开提示词集</translation>
    </message>
    <message>
        <source>A prompt set says what the picture of each prompt must show: objects, numbers, false captions, distractors. Metrics compare the samples with it.</source>
        <translation>提示词集说明每个提示词的图片必须显示什么：对象、数量、错误描述、干扰描述。指标据此评判样本。</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>%1 cannot be read as prompts</source>
        <translation>无法将 %1 作为提示词读取</translation>
    </message>
    <message>
        <source>Prompt sets</source>
        <translation>提示词集</translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s)</source>
        <translation>
            <numerusform>%Ln 个提示词</numerusform>
        </translation>
    </message>
    <message>
        <source>These are prompts of another program. “Save as…” writes them as a prompt set, which metrics need.</source>
        <translation>这些是其他程序的提示词。“另存为…”会将其写为指标所需的提示词集。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) expect nothing: only metrics that compare picture and prompt can use them.</source>
        <translation>
            <numerusform>有 %Ln 个提示词没有任何要求：只有比较图片与提示词的指标能使用它们。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) repeat an earlier one; metrics use what the first of them expects.</source>
        <translation>
            <numerusform>有 %Ln 个提示词与前面的重复；指标采用其中第一个的要求。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) have several lines and cannot be used for sampling here.</source>
        <translation>
            <numerusform>有 %Ln 个提示词包含多行，无法在此用于采样。</numerusform>
        </translation>
    </message>
    <message>
        <source>All prompts</source>
        <translation>所有提示词</translation>
    </message>
    <message>
        <source>without a category</source>
        <translation>无类别</translation>
    </message>
    <message>
        <source>No prompt is selected.</source>
        <translation>未选择提示词。</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>nothing but the prompt itself</source>
        <translation>仅提示词本身</translation>
    </message>
    <message numerus="yes">
        <source>Reading COCO&apos;s files: %Ln element(s)…</source>
        <translation>
            <numerusform>正在读取 COCO 的文件：%Ln 个元素…</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as a prompt set</source>
        <translation>另存为提示词集</translation>
    </message>
    <message>
        <source>Prompt sets (*.jsonl)</source>
        <translation>提示词集 (*.jsonl)</translation>
    </message>
    <message>
        <source>Open prompts</source>
        <translation>打开提示词</translation>
    </message>
    <message>
        <source>Prompts (*.jsonl *.json *.txt *.csv *.tsv *.parquet *.pkl)</source>
        <translation>提示词 (*.jsonl *.json *.txt *.csv *.tsv *.parquet *.pkl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Folder of label_XX_name.pkl</source>
        <translation>label_XX_name.pkl 文件夹</translation>
    </message>
</context>
<context>
    <name>recap::gui::PromptsPresenter</name>
    <message>
        <source>Prompt set %1</source>
        <translation>提示词集 %1</translation>
    </message>
</context>
<context>
    <name>recap::gui::QualityPage</name>
    <message>
        <source>Back to the images</source>
        <translation>返回图片</translation>
    </message>
    <message>
        <source>Low CLIPScore: below</source>
        <translation>低 CLIPScore：低于</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>Add corrected captions…</source>
        <translation>添加更正的描述…</translation>
    </message>
    <message>
        <source>Adds the captions that a person corrected to the human captions</source>
        <translation>把由人更正的描述添加到人工描述</translation>
    </message>
    <message>
        <source>Counting… (the strip below shows the progress)</source>
        <translation>正在统计…（进度见下方任务条）</translation>
    </message>
    <message>
        <source>Not counted yet.</source>
        <translation>尚未统计。</translation>
    </message>
    <message numerus="yes">
        <source>Quality of %Ln caption(s) in %1</source>
        <translation>
            <numerusform>%1 中 %Ln 条描述的质量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Quality of %Ln caption(s) in %1 by “%2”</source>
        <translation>
            <numerusform>“%2”在 %1 中所写 %Ln 条描述的质量</numerusform>
        </translation>
    </message>
    <message>
        <source>Captions to look at</source>
        <translation>需要查看的描述</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) of %1 corrected by a person</source>
        <translation>
            <numerusform>%1 中有 %Ln 条描述由人更正</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2: mean %3, median %4, longest %5</source>
        <translation>%1，%2：平均 %3，中位数 %4，最长 %5</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>CLIP tokens</source>
        <translation>CLIP 词元</translation>
    </message>
    <message>
        <source>CLIPScore</source>
        <translation>CLIPScore</translation>
    </message>
    <message>
        <source>These captions have no CLIPScore yet. “Score captions…” under “More actions” computes it; then this page shows a scatter and the captions with the lowest and highest score.</source>
        <translation>这些描述还没有 CLIPScore。“更多操作”中的“为描述评分…”会计算它；之后此页显示散点图以及得分最低和最高的描述。</translation>
    </message>
    <message>
        <source>Mean %1; %2 on average compared with %3; higher for %4 of %5 images.</source>
        <translation>平均 %1；与 %3 相比平均 %2；%5 张图片中有 %4 张更高。</translation>
    </message>
    <message>
        <source>Captions by CLIPScore</source>
        <translation>按 CLIPScore 排列的描述</translation>
    </message>
    <message numerus="yes">
        <source>Lowest %n score(s)</source>
        <translation>
            <numerusform>最低的 %n 个得分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Highest %n score(s)</source>
        <translation>
            <numerusform>最高的 %n 个得分</numerusform>
        </translation>
    </message>
    <message>
        <source>Most below %1</source>
        <translation>比 %1 低得最多</translation>
    </message>
    <message>
        <source>Most above %1</source>
        <translation>比 %1 高得最多</translation>
    </message>
    <message>
        <source>Show these images</source>
        <translation>显示这些图片</translation>
    </message>
    <message>
        <source>Repeated phrases</source>
        <translation>重复的短语</translation>
    </message>
    <message>
        <source>Three to five words, with the captions that contain them and their share.</source>
        <translation>三到五个词，附有包含它们的描述数及其比例。</translation>
    </message>
    <message>
        <source>Words that no other caption of the image has</source>
        <translation>图片的其他描述都没有的词</translation>
    </message>
    <message>
        <source>%1 of %2 captions have such a word, %3 on average. A list of words decides what counts, no grammar: nouns, verbs and adjectives are among them.</source>
        <translation>%2 条描述中有 %1 条含有这样的词，平均 %3 个。由词表而非语法决定：其中有名词、动词和形容词。</translation>
    </message>
</context>
<context>
    <name>recap::gui::QualityPresenter</name>
    <message>
        <source>Caption quality</source>
        <translation>描述质量</translation>
    </message>
</context>
<context>
    <name>recap::gui::QueueBar</name>
    <message>
        <source>Hold after a failure</source>
        <translation>失败后暂停队列</translation>
    </message>
    <message>
        <source>Hold between runs</source>
        <translation>每次运行后暂停队列</translation>
    </message>
    <message>
        <source>When a run fails, the runs behind it wait until you start the queue</source>
        <translation>某次运行失败后，后面的运行会等待您放行</translation>
    </message>
    <message>
        <source>After each run, the next one waits until you start the queue</source>
        <translation>每次运行结束后，下一次会等待您放行</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) are waiting; the queue is on hold.</source>
        <translation>
            <numerusform>%n 个运行在等待；队列已暂停。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) are waiting.</source>
        <translation>
            <numerusform>%n 个运行在等待。</numerusform>
        </translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation>启动队列</translation>
    </message>
    <message>
        <source>Hold the queue</source>
        <translation>暂停队列</translation>
    </message>
</context>
<context>
    <name>recap::gui::RaterView</name>
    <message>
        <source>Undo last answer</source>
        <translation>撤销上一个回答</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Leave (answers are kept)</source>
        <translation>离开（回答已保留）</translation>
    </message>
    <message>
        <source>Smooth scaling</source>
        <translation>平滑缩放</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Item %1 of %2</source>
        <translation>第 %1 项，共 %2 项</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Everything is saved. Press P to continue, Esc to leave.</source>
        <translation>全部已保存。按 P 继续，按 Esc 离开。</translation>
    </message>
    <message>
        <source>Thank you, that was the last item</source>
        <translation>谢谢，这是最后一项</translation>
    </message>
    <message>
        <source>Every answer is saved. Backspace undoes the last answer, Esc leaves.</source>
        <translation>所有回答都已保存。退格键撤销上一个回答，Esc 离开。</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Every answer is saved in %1. Please send this file back to the person who gave you the package. Backspace undoes the last answer, Esc leaves.</source>
        <translation>所有回答已保存在 %1。请把此文件发回给向您提供评审包的人。退格键撤销上一个回答，Esc 离开。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>recap::gui::ReportPage</name>
    <message>
        <source>Back to the images</source>
        <translation>返回图像</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>Save as HTML…</source>
        <translation>另存为 HTML…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>report.html</source>
        <translation>report.html</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Save all captions as a table</source>
        <translation>将所有描述存为表格</translation>
    </message>
    <message>
        <source>captions.csv</source>
        <translation>captions.csv</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Counting… (the strip below shows the progress)</source>
        <translation>正在统计…（进度见下方任务条）</translation>
    </message>
    <message>
        <source>Report on the data set</source>
        <translation>数据集报告</translation>
    </message>
    <message>
        <source>Report on the filter %1</source>
        <translation>筛选 %1 的报告</translation>
    </message>
    <message>
        <source>Not counted yet.</source>
        <translation>尚未统计。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>missing files</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>files with the same content</source>
        <translation>内容相同的文件</translation>
    </message>
    <message>
        <source>near duplicates of another image</source>
        <translation>与另一张图像近乎重复</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>over %1 tokens, truncated</source>
        <translation>超过 %1 个词元，被截断</translation>
    </message>
    <message>
        <source>distinct words</source>
        <translation>不同的词</translation>
    </message>
    <message>
        <source>only repeat the file name</source>
        <translation>只是文件名</translation>
    </message>
    <message>
        <source>repeat another image&apos;s text</source>
        <translation>与其他图像文本重复</translation>
    </message>
    <message>
        <source>%1: mean %2, median %3, 95 % up to %4, longest %5</source>
        <translation>%1：平均 %2，中位数 %3，95 % 不超过 %4，最长 %5</translation>
    </message>
    <message>
        <source>CLIP tokens</source>
        <translation>CLIP 词元</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Same text as: %1</source>
        <translation>文本相同的来源：%1</translation>
    </message>
    <message>
        <source>Most frequent words</source>
        <translation>最常见的词</translation>
    </message>
    <message>
        <source>Repeated texts</source>
        <translation>重复的文本</translation>
    </message>
    <message numerus="yes">
        <source>CLIPScore: mean %1 of %n caption(s)</source>
        <translation>
            <numerusform>CLIPScore：%n 条描述平均 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on average compared with %2; higher for %3 of %n image(s)</source>
        <translation>
            <numerusform>与%2相比平均 %1，在 %n 张图像中有 %3 张更高</numerusform>
        </translation>
    </message>
    <message>
        <source>Images that cannot be read</source>
        <translation>无法读取的图像</translation>
    </message>
    <message numerus="yes">
        <source>and %n more; the saved report lists them</source>
        <translation>
            <numerusform>另有 %n 个，见保存的报告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more caption source(s)</source>
        <translation>
            <numerusform>再显示 %n 个描述来源</numerusform>
        </translation>
    </message>
    <message>
        <source>Languages (estimated)</source>
        <translation>语言（推测）</translation>
    </message>
    <message>
        <source>Quality…</source>
        <translation>质量…</translation>
    </message>
    <message>
        <source>Quality of %1</source>
        <translation>%1 的质量</translation>
    </message>
</context>
<context>
    <name>recap::gui::ReportPresenter</name>
    <message>
        <source>Report on the data set</source>
        <translation>数据集报告</translation>
    </message>
    <message>
        <source>The report was saved as %1.</source>
        <translation>报告已保存为 %1。</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunCaptionsCard</name>
    <message>
        <source>Captions of this run</source>
        <translation>此运行的描述</translation>
    </message>
    <message>
        <source>Quality…</source>
        <translation>质量…</translation>
    </message>
    <message>
        <source>No caption names this run: it wrote none, or an earlier version of the program did not record it.</source>
        <translation>没有描述记录此运行：它没有写描述，或较早版本的程序没有记录。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>current captions in %1</source>
        <translation>%1 中的当前描述</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunCardDelegate</name>
    <message>
        <source>resumes exactly</source>
        <translation>可精确恢复</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunDetail</name>
    <message>
        <source>Loss (smoothed)</source>
        <translation>损失（平滑）</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Images per second</source>
        <translation>每秒图像数</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples of fixed prompts appear here during the run.</source>
        <translation>运行过程中，固定提示词的样本会显示在这里。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Messages of the run appear here.</source>
        <translation>运行的输出会显示在这里。</translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>创建于 %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>Memory (MiB)</source>
        <translation>内存（MiB）</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>与其他运行比较…</translation>
    </message>
    <message numerus="yes">
        <source>Compared with %n run(s)</source>
        <translation>
            <numerusform>与 %n 个运行比较</numerusform>
        </translation>
    </message>
    <message>
        <source>How many human captions are enough?</source>
        <translation>多少条人工描述才够？</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunFacts</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>These runs have the same options.</source>
        <translation>这些运行的选项相同。</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Options that differ</source>
        <translation>不同的选项</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunListText</name>
    <message>
        <source>UNet</source>
        <translation>UNet</translation>
    </message>
    <message>
        <source>text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>UNet + text encoder</source>
        <translation>UNet + 文本编码器</translation>
    </message>
    <message>
        <source>lr %1</source>
        <translation>学习率 %1</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>diffusion model</source>
        <translation>扩散模型</translation>
    </message>
    <message>
        <source>captioner</source>
        <translation>描述模型</translation>
    </message>
    <message>
        <source>recaptioning</source>
        <translation>重新描述</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>queued %1</source>
        <translation>排队于 %1</translation>
    </message>
    <message>
        <source>interrupted at step %1</source>
        <translation>在第 %1 步中断</translation>
    </message>
    <message>
        <source>stopped at step %1</source>
        <translation>在第 %1 步停止</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>RECAP Mix</source>
        <translation>RECAP 混合</translation>
    </message>
    <message>
        <source>on hold, %1</source>
        <translation>已暂停，第 %1 位</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>run of another version</source>
        <translation>其他版本的运行</translation>
    </message>
    <message>
        <source>recaptioning by server</source>
        <translation>由服务器重新描述</translation>
    </message>
    <message>
        <source>caption curve</source>
        <translation>描述曲线</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunLogText</name>
    <message>
        <source>the run starts</source>
        <translation>运行开始</translation>
    </message>
    <message>
        <source>the run continues</source>
        <translation>运行继续</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>已更改：%1</translation>
    </message>
    <message>
        <source>saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>samples generated</source>
        <translation>样本已生成</translation>
    </message>
    <message>
        <source>the run waits for disk space</source>
        <translation>运行等待磁盘空间</translation>
    </message>
    <message>
        <source>the run ended: %1</source>
        <translation>运行结束：%1</translation>
    </message>
    <message>
        <source>the run was stopped</source>
        <translation>运行已停止</translation>
    </message>
    <message>
        <source>the run is complete</source>
        <translation>运行已完成</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunOptions</name>
    <message>
        <source>step %1 of %2</source>
        <translation>%2 的第 %1 步</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>%1 from step %2</source>
        <translation>%1（自第 %2 步）</translation>
    </message>
</context>
<context>
    <name>recap::gui::RunQueue</name>
    <message>
        <source>%1 failed, so the queue is on hold.</source>
        <translation>%1 失败，队列等待中。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of %1 are still waiting. When the project is opened again, they are still in the queue, on hold.</source>
        <translation>
            <numerusform>%1 中还有 %n 个运行在等待。再次打开该项目时它们仍在，并处于暂停状态。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::SampleDelegate</name>
    <message>
        <source>not generated</source>
        <translation>未生成</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>The file is missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>preview, step %1</source>
        <translation>预览，第 %1 步</translation>
    </message>
</context>
<context>
    <name>recap::gui::SampleMatrixText</name>
    <message>
        <source>%1, %2: not generated</source>
        <translation>%1，%2：未生成</translation>
    </message>
    <message>
        <source>%1, %2, step %3</source>
        <translation>%1，%2，第 %3 步</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>samplers differ</source>
        <translation>采样器不同</translation>
    </message>
    <message>
        <source>%1 denoising steps</source>
        <translation>%1 个去噪步</translation>
    </message>
    <message>
        <source>guidance %1</source>
        <translation>引导系数 %1</translation>
    </message>
    <message>
        <source>%1, %2, preview of step %3</source>
        <translation>%1，%2，第 %3 步的预览</translation>
    </message>
</context>
<context>
    <name>recap::gui::SampleStrip</name>
    <message>
        <source>The file is missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>recap::gui::ScatterCard</name>
    <message>
        <source>CLIPScore of each image</source>
        <translation>每张图片的 CLIPScore</translation>
    </message>
    <message>
        <source>CLIPScore of each image: %1 against %2</source>
        <translation>每张图片的 CLIPScore：%1 与 %2</translation>
    </message>
    <message>
        <source>Each point is an image; above the line %1 has the higher score. Drag a rectangle, or enter a range below, to see its images.</source>
        <translation>每个点是一张图片；线以上 %1 的得分更高。拖出矩形或在下方输入范围即可查看其中的图片。</translation>
    </message>
    <message>
        <source>%1 from</source>
        <translation>%1 从</translation>
    </message>
    <message>
        <source>%1 to</source>
        <translation>%1 到</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln image(s)</source>
        <translation>
            <numerusform>显示 %Ln 张图片</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
</context>
<context>
    <name>recap::gui::SkippedFilesModel</name>
    <message>
        <source>File or row</source>
        <translation>文件或行</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>not imported</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>已忽略</translation>
    </message>
</context>
<context>
    <name>recap::gui::StartPage</name>
    <message>
        <source>RECAP Workbench</source>
        <translation>RECAP 工作台</translation>
    </message>
    <message>
        <source>Audit captions, fine-tune on them, and judge what better captions do to a text-to-image model.</source>
        <translation>审校描述，用它们微调，并评判更好的描述对文生图模型的影响。</translation>
    </message>
    <message>
        <source>See the whole experiment in a quarter of an hour</source>
        <translation>一刻钟看完整个实验</translation>
    </message>
    <message>
        <source>Small but real networks on small pictures: a captioner learns from human captions and rewrites the alt texts, two diffusion models are fine-tuned with equal budgets, one on the old texts and one on the new, and judges measure the difference. Everything runs on this computer.</source>
        <translation>小图片上的真实小网络：描述模型从人工描述中学习并改写替代文本，两个扩散模型以相同预算分别用旧文本和新文本微调，再由评判模型衡量差别。一切都在本机运行。</translation>
    </message>
    <message>
        <source>Run the demo</source>
        <translation>运行演示</translation>
    </message>
    <message>
        <source>Open the demo project</source>
        <translation>打开演示项目</translation>
    </message>
    <message>
        <source>Your own pictures</source>
        <translation>您自己的图片</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Projects that you open appear here.</source>
        <translation>您打开的项目会显示在这里。</translation>
    </message>
    <message>
        <source>A project is one folder with captions, runs, samples and ratings. It starts from a folder of pictures, COCO captions, a table or tar shards. Your pictures stay where they are.</source>
        <translation>一个项目就是一个文件夹，包含描述、运行、样本和评分。它可以从图片文件夹、COCO 描述、表格或 tar 分片开始。您的图片留在原处。</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyDetail</name>
    <message>
        <source>Rater</source>
        <translation>评审员</translation>
    </message>
    <message>
        <source>Name or pseudonym</source>
        <translation>姓名或化名</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>创建于 %1</translation>
    </message>
    <message>
        <source>%1 wins</source>
        <translation>%1 胜出</translation>
    </message>
    <message>
        <source>Win share of %1</source>
        <translation>%1 的胜率</translation>
    </message>
    <message>
        <source>Net win of %1</source>
        <translation>%1 的净胜率</translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation>p = %1</translation>
    </message>
    <message>
        <source>Exact, two-sided: wins and losses are not equally likely.</source>
        <translation>精确双侧检验：胜与负的可能性不相等。</translation>
    </message>
    <message>
        <source>Exact, two-sided: this rating study shows no difference between the systems.</source>
        <translation>精确双侧检验：此评分研究未显示两个系统之间有差别。</translation>
    </message>
    <message>
        <source>Absolute gain</source>
        <translation>绝对增益</translation>
    </message>
    <message>
        <source>%1 percentage points</source>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>Success rate of %1 minus that of %2.</source>
        <translation>%1 的成功率减去 %2 的成功率。</translation>
    </message>
    <message>
        <source>Relative gain</source>
        <translation>相对增益</translation>
    </message>
    <message>
        <source>Absolute gain divided by the success rate of %1.</source>
        <translation>绝对增益除以 %1 的成功率。</translation>
    </message>
    <message>
        <source>Success of %1</source>
        <translation>%1 的成功率</translation>
    </message>
    <message>
        <source>Agreement of raters</source>
        <translation>评审员一致性</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n 个回答</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of the repeats were answered the same way.</source>
        <translation>%1 的重复项回答一致。</translation>
    </message>
    <message>
        <source>No repeat has been answered yet.</source>
        <translation>尚未回答任何重复项。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>First digits of the plan&apos;s SHA-256, fixed before the first answer.</source>
        <translation>计划的 SHA-256 的前几位，在首个回答之前即已固定。</translation>
    </message>
    <message>
        <source>%1 (repeat)</source>
        <translation>%1（重复）</translation>
    </message>
    <message>
        <source>n = %1 (%2)</source>
        <translation>n = %1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation>
            <numerusform>%n 个提示词</numerusform>
        </translation>
    </message>
    <message>
        <source>Wins divided by the sum of wins and losses, without ties; 95 % interval over prompts; %1.</source>
        <translation>胜场占胜负总数之比，不计平局；以提示词为单位的 95 % 区间；%1。</translation>
    </message>
    <message>
        <source>Wins minus losses, divided by all answers except “cannot say”; 95 % interval over prompts; %1.</source>
        <translation>胜减负，占除“无法判断”外全部回答之比；以提示词为单位的 95 % 区间；%1。</translation>
    </message>
    <message>
        <source>Prompts for which the raters prefer %1: %2, %3: %4, neither: %5.</source>
        <translation>评审员偏好 %1 的提示词：%2；偏好 %3：%4；不分胜负：%5。</translation>
    </message>
    <message>
        <source>Sign test over prompts</source>
        <translation>以提示词为单位的符号检验</translation>
    </message>
    <message>
        <source>Preferred or equally good, divided by all answers except “cannot say”; 95 % interval over prompts; %1.</source>
        <translation>被偏好或一样好，占除“无法判断”外全部回答之比；以提示词为单位的 95 % 区间；%1。</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha, nominal; 1 is perfect agreement, 0 is chance; interval over prompts.</source>
        <translation>Krippendorff α（名义尺度）；1 为完全一致，0 为随机水平；以提示词为单位的区间。</translation>
    </message>
    <message>
        <source>Opened by %1</source>
        <translation>由 %1 揭盲</translation>
    </message>
    <message numerus="yes">
        <source>After %n answer(s).</source>
        <translation>
            <numerusform>在 %n 个回答之后。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>These are not the files for which the plan was fixed; the first is %1.</source>
        <translation>这些不是确定计划时的文件；第一个是 %1。</translation>
    </message>
    <message>
        <source>Not opened yet. Showing the results reveals which system made which picture, and the rating study records it: anyone who is still rating should not look.</source>
        <translation>尚未揭盲。显示结果会揭示哪张图片出自哪个系统，并由评分研究记录下来：仍在评审的人不应查看。</translation>
    </message>
    <message>
        <source>results opened</source>
        <translation>已揭盲</translation>
    </message>
    <message>
        <source>Replaced or missing</source>
        <translation>已被替换或缺失</translation>
    </message>
    <message>
        <source>equally good</source>
        <translation>一样好</translation>
    </message>
    <message>
        <source>both bad</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>cannot say</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>%1 minus %2</source>
        <translation>%1 减 %2</translation>
    </message>
    <message>
        <source>Mean difference of the levels, prompt by prompt; 95 % interval over prompts; n = %1.</source>
        <translation>逐个提示词的等级平均差；以提示词为单位的 95 % 区间；n = %1。</translation>
    </message>
    <message>
        <source>Wilcoxon test over prompts</source>
        <translation>以提示词为单位的 Wilcoxon 检验</translation>
    </message>
    <message>
        <source>Signed-rank test, two-sided: the levels of the systems differ.</source>
        <translation>双侧符号秩检验：两个系统的等级有差别。</translation>
    </message>
    <message>
        <source>Signed-rank test, two-sided: this rating study shows no difference between the systems.</source>
        <translation>双侧符号秩检验：此评分研究未显示两个系统之间有差别。</translation>
    </message>
    <message>
        <source>Mean level of %1</source>
        <translation>%1 的平均等级</translation>
    </message>
    <message>
        <source>From 1, the worst, to %1; 95 % interval over prompts; %2.</source>
        <translation>从 1（最差）到 %1；以提示词为单位的 95 % 区间；%2。</translation>
    </message>
    <message>
        <source>Answers of level %1 or higher, divided by all answers except “cannot say”; 95 % interval over prompts; %2.</source>
        <translation>等级不低于 %1 的回答，占除“无法判断”外全部回答之比；以提示词为单位的 95 % 区间；%2。</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha, ordinal; 1 is perfect agreement, 0 is chance; interval over prompts.</source>
        <translation>Krippendorff α（次序尺度）；1 为完全一致，0 为随机水平；以提示词为单位的区间。</translation>
    </message>
    <message>
        <source>Needs two raters who answered the same items.</source>
        <translation>需要两位评审员回答相同的项。</translation>
    </message>
    <message>
        <source>Error reduction</source>
        <translation>错误减少</translation>
    </message>
    <message>
        <source>Absolute gain divided by what the first system lacks to full success; 95 % interval over prompts.</source>
        <translation>绝对提升除以第一个系统距完全成功的差距；以提示词为单位的 95 % 区间。</translation>
    </message>
    <message>
        <source>McNemar test over prompts</source>
        <translation>以提示词为单位的 McNemar 检验</translation>
    </message>
    <message>
        <source>Exact, two-sided. Prompts on which only the first system succeeds: %1, only the second: %2.</source>
        <translation>精确双侧检验。仅第一个系统成功的提示词：%1；仅第二个系统成功的：%2。</translation>
    </message>
    <message>
        <source>No difference larger than</source>
        <translation>差别不大于</translation>
    </message>
    <message>
        <source>Two one-sided tests at 5 %: the end of the 90 % interval over prompts that is farther from 0.</source>
        <translation>两个 5 % 水平的单侧检验：以提示词为单位的 90 % 区间中离 0 较远的一端。</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>随时有效</translation>
    </message>
    <message>
        <source>The plan&apos;s stop rule is met: rating may end.</source>
        <translation>已满足计划的停止规则：可以结束评审。</translation>
    </message>
    <message>
        <source>This interval holds however often one looks.</source>
        <translation>无论查看多少次，此区间都成立。</translation>
    </message>
    <message>
        <source>Left chosen</source>
        <translation>选择左侧</translation>
    </message>
    <message>
        <source>Of the answers that choose a picture. Sides are drawn, so without a bias it is one half; p = %1.</source>
        <translation>占选出一张图片的回答之比。左右由抽签决定，没有偏向时为一半；p = %1。</translation>
    </message>
    <message>
        <source>Left out by the plan&apos;s rule</source>
        <translation>按计划规则排除</translation>
    </message>
    <message>
        <source>The numbers above count all raters; “recap rate report” prints those without this one too.</source>
        <translation>以上数值计入所有评审员；“recap rate report”还会给出排除此人后的数值。</translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyForm</name>
    <message>
        <source>New rating study</source>
        <translation>新建评分研究</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Question for the raters</source>
        <translation>向评审员提出的问题</translation>
    </message>
    <message>
        <source>First system</source>
        <translation>第一个系统</translation>
    </message>
    <message>
        <source>Second system</source>
        <translation>第二个系统</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of pairs shown twice with sides swapped, to measure how consistent a rater is</source>
        <translation>左右互换后重复展示的图片对所占比例，用于衡量评审员的一致性</translation>
    </message>
    <message>
        <source>Repeats with sides swapped</source>
        <translation>左右互换的重复项</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Create rating study</source>
        <translation>创建评分研究</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Rating study</source>
        <translation>评分研究</translation>
    </message>
    <message>
        <source>Rating study %1</source>
        <translation>评分研究 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n picture(s)</source>
        <translation>
            <numerusform>%1 · %n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>A rating study needs two runs with samples. Generate samples in the Compare workspace first.</source>
        <translation>评分研究需要两次带样本的运行。请先在“比较”工作区生成样本。</translation>
    </message>
    <message>
        <source>These runs have no samples with the same prompt and seed.</source>
        <translation>这些运行没有提示词和种子相同的样本。</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) with the same prompt and seed exist.</source>
        <translation>
            <numerusform>存在 %n 对提示词和种子相同的样本。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each rater sees %n item(s).</source>
        <translation>
            <numerusform>每位评审员查看 %n 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting pairs…</source>
        <translation>正在统计图片对…</translation>
    </message>
    <message>
        <source>Determines which pairs and repeats are drawn; recorded with the rating study</source>
        <translation>决定抽取哪些图片对和重复项；随评分研究一并记录</translation>
    </message>
    <message>
        <source>Question type</source>
        <translation>问题类型</translation>
    </message>
    <message>
        <source>Intervals are computed over prompts.</source>
        <translation>区间以提示词为单位计算。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Items to rate</source>
        <translation>评分条目</translation>
    </message>
    <message numerus="yes">
        <source>With %n prompt(s) and one answer to each, a true win share of %1 % is seen 8 times of 10.</source>
        <translation>
            <numerusform>共 %n 个提示词、每个一个回答时，真实胜率为 %1 % 的差别 10 次中有 8 次能看出来。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With %n prompt(s) and one answer to each, no difference is seen reliably.</source>
        <translation>
            <numerusform>共 %n 个提示词、每个一个回答时，任何差别都无法可靠地看出来。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyListModel</name>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n 个回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rater(s)</source>
        <translation>
            <numerusform>%n 位评审员</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyPage</name>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Result · 95 % intervals over prompts</source>
        <translation>结果 · 按提示词的 95 % 区间</translation>
    </message>
    <message>
        <source>The judges are the demo&apos;s own small networks, not Inception or Mask R-CNN.</source>
        <translation>评判模型是演示自带的小网络，而非 Inception 或 Mask R-CNN。</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Open its data and samples</source>
        <translation>查看其数据和样本</translation>
    </message>
    <message>
        <source>Run the demo</source>
        <translation>运行演示</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n stage(s)</source>
        <translation>
            <numerusform>%1 / %n 个阶段</numerusform>
        </translation>
    </message>
    <message>
        <source>The demo is complete.</source>
        <translation>演示已完成。</translation>
    </message>
    <message>
        <source>Takes about a quarter of an hour on two cores. You can stop it at any time and continue later from the same point; the window stays usable meanwhile.</source>
        <translation>双核约需一刻钟。可随时停止，之后从原处继续；其间窗口仍可使用。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1, n = %2</source>
        <translation>%1，n = %2</translation>
    </message>
    <message>
        <source>Run the demo again</source>
        <translation>再次运行演示</translation>
    </message>
    <message>
        <source>The completed demo stays as it is. The new one generates everything again with seed %1 and is kept beside it, in %2.</source>
        <translation>已完成的演示保持不变。新的演示用种子 %1 重新生成全部内容，保存在旁边的 %2 中。</translation>
    </message>
    <message>
        <source>Run with seed %1</source>
        <translation>用种子 %1 运行</translation>
    </message>
    <message>
        <source>%1 · seed %2 · small drawn scenes, real networks, the demo&apos;s own small judges</source>
        <translation>%1 · 种子 %2 · 绘制的小场景，真实网络，演示自带的小评判模型</translation>
    </message>
    <message>
        <source>Run again…</source>
        <translation>再次运行…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The demo was stopped before it was complete. What is done is kept; it continues from the same point.</source>
        <translation>演示在完成前停止。已完成的部分会保留，可从停止处继续。</translation>
    </message>
    <message>
        <source>No value, because %1.</source>
        <translation>没有数值，原因：%1。</translation>
    </message>
    <message>
        <source>Right captions in % · 95 % intervals over images</source>
        <translation>正确描述的百分比 · 图片上的 95 % 区间</translation>
    </message>
    <message>
        <source>How many human captions are enough?</source>
        <translation>多少条人工描述才够？</translation>
    </message>
    <message>
        <source>Alt text</source>
        <translation>替代文本</translation>
    </message>
    <message>
        <source>Captioner before fine-tuning</source>
        <translation>微调前的描述模型</translation>
    </message>
    <message>
        <source>RECAP Short</source>
        <translation>RECAP Short</translation>
    </message>
    <message>
        <source>RECAP Long</source>
        <translation>RECAP Long</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>and numbers</source>
        <translation>以及数量</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n 条描述</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyPresenter</name>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyWorkspace</name>
    <message>
        <source>No program is set up to open the report. The report is stored here: %1</source>
        <translation>没有设置可打开报告的程序。报告位于：%1</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
</context>
<context>
    <name>recap::gui::TrainerPane</name>
    <message>
        <source>Trained with</source>
        <translation>训练配置</translation>
    </message>
    <message>
        <source>%1 % of the time: %2</source>
        <translation>%1 % 的时候：%2</translation>
    </message>
    <message>
        <source>%1, %2 of %3 tokens read</source>
        <translation>%1，读取 %3 个词元中的 %2 个</translation>
    </message>
    <message>
        <source>no caption</source>
        <translation>无描述</translation>
    </message>
    <message>
        <source>The caption is dropped, so that the model also learns to generate without one.</source>
        <translation>去掉描述，使模型也学会在没有描述时生成。</translation>
    </message>
</context>
<context>
    <name>recap::gui::TrainerPresenter</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Usual options · RECAP Mix</source>
        <translation>常用选项 · RECAP 混合</translation>
    </message>
    <message>
        <source>Usual options · %1</source>
        <translation>常用选项 · %1</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>RECAP Short or Long</source>
        <translation>RECAP 短描述或长描述</translation>
    </message>
    <message>
        <source>This image is not used because its file is missing.</source>
        <translation>此图像未被使用：文件不存在。</translation>
    </message>
    <message>
        <source>This image is not used because its file cannot be read: %1</source>
        <translation>此图像未被使用：文件无法读取：%1</translation>
    </message>
    <message>
        <source>This image is not used because it does not match the filter “%1”.</source>
        <translation>此图像未被使用：不符合筛选“%1”。</translation>
    </message>
    <message>
        <source>This image is not used because it has no caption in %1.</source>
        <translation>此图像未被使用：没有%1的描述。</translation>
    </message>
    <message>
        <source>This image is not used because its caption in %1 is empty.</source>
        <translation>此图像未被使用：%1的描述为空。</translation>
    </message>
    <message>
        <source>This image is not used because its caption in %1 was rejected.</source>
        <translation>此图像未被使用：%1的描述已被拒绝。</translation>
    </message>
    <message>
        <source>This image is not used because its caption in %1 was not accepted, and the run uses accepted captions only.</source>
        <translation>此图像未被使用：%1的描述未被接受，而该运行只用已接受的描述。</translation>
    </message>
    <message>
        <source>This image is not used for training: it is held out to measure the validation loss.</source>
        <translation>此图像不参与训练：留作测量验证损失。</translation>
    </message>
    <message>
        <source>%1 × %2 pixels from %3 × %4 of the image</source>
        <translation>%1 × %2 像素，取自图像的 %3 × %4</translation>
    </message>
    <message>
        <source>enlarged %1 times: the image is smaller than the crop</source>
        <translation>放大 %1 倍：图像小于裁剪</translation>
    </message>
    <message>
        <source>reduced to %1</source>
        <translation>缩小到 %1</translation>
    </message>
    <message>
        <source>mirrored half of the time</source>
        <translation>一半的时候左右翻转</translation>
    </message>
    <message>
        <source>never mirrored</source>
        <translation>从不翻转</translation>
    </message>
    <message>
        <source>no caption</source>
        <translation>无描述</translation>
    </message>
    <message>
        <source>%1, mirrored</source>
        <translation>%1，翻转</translation>
    </message>
    <message>
        <source>step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>A run ends before it reaches this image.</source>
        <translation>运行在此图像出现之前就已结束。</translation>
    </message>
    <message>
        <source>First used in a run: %1</source>
        <translation>在一次运行中最早出现：%1</translation>
    </message>
    <message>
        <source>at its original size</source>
        <translation>保持原大小</translation>
    </message>
</context>
<context>
    <name>recap::gui::TrainingPresenter</name>
    <message>
        <source>Step %1: sample generated.</source>
        <translation>第 %1 步：已生成样本。</translation>
    </message>
</context>
<context>
    <name>recap::gui::TrainingWorkspace</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume exactly</source>
        <translation>精确恢复</translation>
    </message>
    <message>
        <source>Continues from the last checkpoint with every counter and random generator restored</source>
        <translation>从最后一个检查点继续，所有计数器和随机数生成器都会恢复</translation>
    </message>
    <message>
        <source>Sample now</source>
        <translation>立即采样</translation>
    </message>
    <message>
        <source>Save now</source>
        <translation>立即保存</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop after saving</source>
        <translation>保存后停止</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Clone…</source>
        <translation>克隆…</translation>
    </message>
    <message>
        <source>A new run with these options</source>
        <translation>以这些选项开始的新运行</translation>
    </message>
    <message>
        <source>Runs and queue</source>
        <translation>运行与队列</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Fine-tune a captioner, recaption the images, or fine-tune the diffusion model. Everything runs in the background and can be stopped and resumed.</source>
        <translation>微调描述模型、重新描述图像，或微调扩散模型。一切在后台运行，可停止和恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n 个核心</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of disk free</source>
        <translation>磁盘可用 %1</translation>
    </message>
    <message>
        <source>Waiting to start</source>
        <translation>等待开始</translation>
    </message>
    <message>
        <source>The run starts as soon as the jobs before it have finished.</source>
        <translation>前面的任务完成后，此运行即开始。</translation>
    </message>
    <message>
        <source>Branch…</source>
        <translation>分支…</translation>
    </message>
    <message>
        <source>A new run with these options that starts with the weights of a checkpoint</source>
        <translation>使用相同选项、从某个检查点的权重开始的新运行</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Changes the learning rate or an interval while the run continues</source>
        <translation>在运行过程中更改学习率或间隔</translation>
    </message>
    <message>
        <source>Earlier in the queue</source>
        <translation>在队列中前移</translation>
    </message>
    <message>
        <source>Later in the queue</source>
        <translation>在队列中后移</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>从队列中移除</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>From which checkpoint should the new run start?</source>
        <translation>新运行从哪个检查点开始？</translation>
    </message>
    <message>
        <source>This run cannot be continued</source>
        <translation>此运行无法继续</translation>
    </message>
    <message>
        <source>The run has no checkpoint yet and starts at its first step.</source>
        <translation>此运行还没有检查点，将从第一步开始。</translation>
    </message>
    <message>
        <source>This is restored:</source>
        <translation>将恢复：</translation>
    </message>
    <message>
        <source>Change an option</source>
        <translation>更改选项</translation>
    </message>
    <message>
        <source>Which option should change from the next step on?</source>
        <translation>从下一步起更改哪个选项？</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>“%1” is not a number; nothing was changed.</source>
        <translation>“%1”不是数字；未作更改。</translation>
    </message>
    <message>
        <source>The images or captions of this run have changed since it started. It continues with the current ones.</source>
        <translation>自开始以来，此运行的图像或描述已发生变化。它将使用现有内容继续。</translation>
    </message>
    <message>
        <source>The training since the last checkpoint is lost; you can undo the stop for a few seconds</source>
        <translation>上一个检查点之后的训练会丢失；几秒之内可以撤回停止</translation>
    </message>
    <message>
        <source>Undo the stop</source>
        <translation>撤销停止</translation>
    </message>
    <message>
        <source>The run continues where it was</source>
        <translation>运行从当前位置继续</translation>
    </message>
    <message>
        <source>%1 was removed from the queue.</source>
        <translation>%1 已移出队列。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of this project are waiting. The queue is on hold until you start it.</source>
        <translation>
            <numerusform>本项目有 %n 个运行在等待。队列已暂停，直到您启动它。</numerusform>
        </translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation>启动队列</translation>
    </message>
    <message>
        <source>%1 is being stopped.</source>
        <translation>正在停止 %1。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Open a project that can be written to before starting a run.</source>
        <translation>请先打开可写入的项目，再开始运行。</translation>
    </message>
</context>
</TS>
