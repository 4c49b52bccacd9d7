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
        <source>Choose short or long again at each step; off: fixed per image</source>
        <translation>每一步重新抽取短描述或长描述；关闭：每张图像固定</translation>
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
        <source>Folder of a captioner, or the name of a captioner run of this project</source>
        <translation>描述模型的文件夹，或本项目中描述模型运行的名称</translation>
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
        <source>Names of the runs whose samples are judged, one per line</source>
        <translation>要评判其样本的运行名称，每行一个</translation>
    </message>
    <message>
        <source>Of fid soa_c soa_i ca pa rp count_exact pa_both, one per line; empty computes all</source>
        <translation>从 fid soa_c soa_i ca pa rp count_exact pa_both 中选，每行一个；留空表示全部</translation>
    </message>
    <message>
        <source>Number of resamplings of the prompts for the 95 % intervals</source>
        <translation>为 95 % 区间对提示词重抽样的次数</translation>
    </message>
    <message>
        <source>Seed of the resampling</source>
        <translation>重抽样的随机种子</translation>
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
        <source>Mix again at each step</source>
        <translation>每步重新混合</translation>
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
        <source>Maximum pairs</source>
        <translation>最多对数</translation>
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
        <source>Judge</source>
        <translation>评判模型</translation>
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
</context>
<context>
    <name>OptionsForm</name>
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
        <translation>必须在 %1 和 %2 之间</translation>
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
    <name>QueryMistake</name>
    <message>
        <source>There is no field &apos;{0}&apos;. Fields are source, status, has, text, contains, matches, tokens, words, clip, author, lang, path, origin, key, width, height, aspect, bucket, bytes, group, similar, @attribute, is:missing, is:unreadable, is:duplicate, is:similar, is:repeated, is:filename and is:draft. Put a text with a colon in quotation marks.</source>
        <translation>没有字段“{0}”。可用字段：source、status、has、text、contains、matches、tokens、words、clip、author、lang、path、origin、key、width、height、aspect、bucket、bytes、group、similar、@属性、is:missing、is:unreadable、is:duplicate、is:similar、is:repeated、is:filename 和 is:draft。含冒号的文本请放在引号中。</translation>
    </message>
    <message>
        <source>There is no field &apos;{0}&apos;; did you mean &apos;{1}&apos;? Put a text with a colon in quotation marks.</source>
        <translation>没有字段“{0}”；您是指“{1}”吗？含冒号的文本请放在引号中。</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is compared with a whole number.</source>
        <translation>“{0}”须与整数比较。</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; takes &apos;:&apos; and a text.</source>
        <translation>“{0}”后面须为“:”和文本。</translation>
    </message>
    <message>
        <source>A status cannot be &apos;{0}&apos;. Allowed are {1}.</source>
        <translation>状态不能为“{0}”。可用的有：{1}。</translation>
    </message>
    <message>
        <source>There is no status &apos;{0}&apos;; did you mean &apos;{1}&apos;?</source>
        <translation>没有状态“{0}”；您是指“{1}”吗？</translation>
    </message>
    <message>
        <source>&apos;is:&apos; takes missing, unreadable, duplicate, similar, repeated, filename or draft, not &apos;{0}&apos;.</source>
        <translation>“is:”可用 missing、unreadable、duplicate、similar、repeated、filename 或 draft，不能用“{0}”。</translation>
    </message>
    <message>
        <source>&apos;is:&apos; does not take &apos;{0}&apos;; did you mean &apos;{1}&apos;?</source>
        <translation>“is:”不能用“{0}”；您是指“{1}”吗？</translation>
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
        <source>A training at {0} pixels has no bucket {1}.</source>
        <translation>以 {0} 像素训练时没有分桶 {1}。</translation>
    </message>
    <message>
        <source>An attribute is compared with a number.</source>
        <translation>属性须与数值比较。</translation>
    </message>
    <message>
        <source>&apos;clip&apos; is compared with a CLIPScore like 0.25.</source>
        <translation>“clip”须与 0.25 这样的 CLIPScore 比较。</translation>
    </message>
    <message>
        <source>The pattern is wrong ({0}).</source>
        <translation>正则表达式有误（{0}）。</translation>
    </message>
    <message>
        <source>The pattern is not closed by a slash.</source>
        <translation>正则表达式缺少结尾的斜杠。</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>The bracket is not closed.</source>
        <translation>括号没有闭合。</translation>
    </message>
    <message>
        <source>&apos;)&apos; closes nothing.</source>
        <translation>“)”没有对应的左括号。</translation>
    </message>
    <message>
        <source>The brackets are nested too deeply.</source>
        <translation>括号嵌套过深。</translation>
    </message>
    <message>
        <source>&apos;-&apos; stands in front of what must not occur.</source>
        <translation>“-”须紧接在不应出现的内容之前。</translation>
    </message>
    <message>
        <source>A word or a field is missing here.</source>
        <translation>此处缺少词或字段。</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; needs a value behind it.</source>
        <translation>“{0}”后面需要一个值。</translation>
    </message>
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
        <translation>重写描述</translation>
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
        <source>images</source>
        <translation>图像</translation>
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
        <source>waiting for the project</source>
        <translation>等待项目</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
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
        <source>paused</source>
        <translation>已暂停</translation>
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
        <translation>日志</translation>
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
        <source>CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md)</source>
        <translation>CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md)</translation>
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
        <source>is required</source>
        <translation>必须填写</translation>
    </message>
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
    <message numerus="yes">
        <source>%n pair(s) were packed into %1.</source>
        <translation>
            <numerusform>已将 %n 对图片打包到 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
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
        <source>must not contain the name of a system</source>
        <translation>不能提到任何一个系统的名称</translation>
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
        <source>The table as CSV, LaTeX or Markdown</source>
        <translation>导出为 CSV、LaTeX 或 Markdown 表格</translation>
    </message>
    <message>
        <source>Metrics by model</source>
        <translation>各模型的指标</translation>
    </message>
    <message>
        <source>★ The interval does not overlap that of any other model. Select a value to see how it was computed.</source>
        <translation>★ 表示其区间与所有其他模型都不重叠。选择一个数值可查看其计算方式。</translation>
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
        <source>Folder of the model</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始模型</translation>
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
        <source>Recaption the images</source>
        <translation>重新描述图像</translation>
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
        <source>Generate samples</source>
        <translation>生成样本</translation>
    </message>
    <message>
        <source>Compute metrics</source>
        <translation>计算指标</translation>
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
    <message>
        <source>There is no run called %1.</source>
        <translation>没有名为 %1 的运行。</translation>
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
        <source>must be a whole number</source>
        <translation>必须是整数</translation>
    </message>
    <message>
        <source>must be a number, such as 0.5 or 1e-4</source>
        <translation>必须是数字，例如 0.5 或 1e-4</translation>
    </message>
    <message>
        <source>Fewer options</source>
        <translation>较少选项</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation>模型自带</translation>
    </message>
</context>
<context>
    <name>recap::gui::OutcomeBar</name>
    <message>
        <source>%1 wins %2, %3 wins %4, equally good %5, both bad %6, cannot say %7</source>
        <translation>%1 胜 %2 次，%3 胜 %4 次，一样好 %5，都不好 %6，无法判断 %7</translation>
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
        <source>Undo last answer</source>
        <translation>撤销上一个回答</translation>
    </message>
    <message>
        <source>Zoom both</source>
        <translation>同时缩放</translation>
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
        <source>Left picture</source>
        <translation>左图</translation>
    </message>
    <message>
        <source>Right picture</source>
        <translation>右图</translation>
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
        <source>Show them: %1</source>
        <translation>显示它们：%1</translation>
    </message>
    <message>
        <source>%1 %2, show them</source>
        <translation>%1 %2，显示它们</translation>
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
    <message>
        <source>not generated</source>
        <translation>未生成</translation>
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
    <message>
        <source>Needs two raters who answered the same pairs.</source>
        <translation>需要两位评审员评判相同的图片对。</translation>
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
        <source>all pairs</source>
        <translation>全部图片对</translation>
    </message>
    <message>
        <source>Pairs to rate</source>
        <translation>待评图片对</translation>
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
        <source>Intervals are computed over prompts: where raters agree on each prompt, a win share can be distinguished from one half if it differs from it by more than about %1 percentage points.</source>
        <translation>区间以提示词为单位：评审员在每个提示词上意见一致时，胜率与一半相差约 %1 个百分点以上才能区分。</translation>
    </message>
    <message>
        <source>Determines which pairs and repeats are drawn; recorded with the rating study</source>
        <translation>决定抽取哪些图片对和重复项；随评分研究一并记录</translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyListModel</name>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n 对</numerusform>
        </translation>
    </message>
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
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>%1 from step %2</source>
        <translation>%1（自第 %2 步）</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>%2 的第 %1 步</translation>
    </message>
    <message>
        <source>%1 runs in another program: %2</source>
        <translation>%1 在另一个程序中运行：%2</translation>
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
</context>
</TS>
