<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CaptionFigures</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n CLIP token(s)</source>
        <translation>
            <numerusform>%n CLIP token</numerusform>
            <numerusform>%n CLIP tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DatasetActions</name>
    <message numerus="yes">
        <source>%Ln caption(s) scored.</source>
        <translation>
            <numerusform>%Ln caption scored.</numerusform>
            <numerusform>%Ln captions scored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) written to %1.</source>
        <translation>
            <numerusform>%Ln image written to %1.</numerusform>
            <numerusform>%Ln images written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReport</name>
    <message numerus="yes">
        <source>%Ln new image(s)</source>
        <translation>
            <numerusform>%Ln new image</numerusform>
            <numerusform>%Ln new images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new caption(s)</source>
        <translation>
            <numerusform>%Ln new caption</numerusform>
            <numerusform>%Ln new captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) already in the project</source>
        <translation>
            <numerusform>%Ln image already in the project</numerusform>
            <numerusform>%Ln images already in the project</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not imported</source>
        <translation>
            <numerusform>%Ln not imported</numerusform>
            <numerusform>%Ln not imported</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeAction</name>
    <message numerus="yes">
        <source>%Ln caption(s) stored</source>
        <translation>
            <numerusform>%Ln caption stored</numerusform>
            <numerusform>%Ln captions stored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) stored by an earlier merge</source>
        <translation>
            <numerusform>%Ln caption stored by an earlier merge</numerusform>
            <numerusform>%Ln captions stored by an earlier merge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) without a result yet</source>
        <translation>
            <numerusform>%Ln image without a result yet</numerusform>
            <numerusform>%Ln images without a result yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::BannerStack</name>
    <message numerus="yes">
        <source>%n more message(s)…</source>
        <translation>
            <numerusform>%n more message…</numerusform>
            <numerusform>%n more messages…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::BulkEditDialog</name>
    <message numerus="yes">
        <source>%n caption(s) would change.</source>
        <translation>
            <numerusform>%n caption would change.</numerusform>
            <numerusform>%n captions would change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n caption(s)</source>
        <translation>
            <numerusform>Change %n caption</numerusform>
            <numerusform>Change %n captions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::BulkEdits</name>
    <message numerus="yes">
        <source>%n caption(s) changed.</source>
        <translation>
            <numerusform>%n caption changed.</numerusform>
            <numerusform>%n captions changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) had changed in the meantime and were skipped.</source>
        <translation>
            <numerusform>%n caption had changed in the meantime and was skipped.</numerusform>
            <numerusform>%n captions had changed in the meantime and were skipped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) added to %1.</source>
        <translation>
            <numerusform>%Ln caption added to %1.</numerusform>
            <numerusform>%Ln captions added to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have a caption there already; it was left as it is.</source>
        <translation>
            <numerusform>%Ln image has a caption there already; it was left as it is.</numerusform>
            <numerusform>%Ln images have a caption there already; it was left as it is.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::CaptionCards</name>
    <message numerus="yes">
        <source>Show %n more caption(s)</source>
        <translation>
            <numerusform>Show %n more caption</numerusform>
            <numerusform>Show %n more captions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::CompareWorkspace</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Differences: %1 and %n more</source>
        <translation>
            <numerusform>Differences: %1 and %n more</numerusform>
            <numerusform>Differences: %1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::DatasetQuestions</name>
    <message numerus="yes">
        <source>%Ln caption(s) in %1 will be accepted. You can undo this in one step.</source>
        <translation>
            <numerusform>%Ln caption in %1 will be accepted. You can undo this in one step.</numerusform>
            <numerusform>%Ln captions in %1 will be accepted. You can undo this in one step.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) in %1 will be rejected. You can undo this in one step.</source>
        <translation>
            <numerusform>%Ln caption in %1 will be rejected. You can undo this in one step.</numerusform>
            <numerusform>%Ln captions in %1 will be rejected. You can undo this in one step.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them had been rejected.</source>
        <translation>
            <numerusform>%Ln of them had been rejected.</numerusform>
            <numerusform>%Ln of them had been rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them had been accepted or edited.</source>
        <translation>
            <numerusform>%Ln of them had been accepted or edited.</numerusform>
            <numerusform>%Ln of them had been accepted or edited.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) in %1 were corrected by a person. To which human captions should they be added? No caption that is there is replaced. You can undo this in one step.</source>
        <translation>
            <numerusform>%Ln caption in %1 was corrected by a person. To which human captions should it be added? No caption that is there is replaced. You can undo this in one step.</numerusform>
            <numerusform>%Ln captions in %1 were corrected by a person. To which human captions should they be added? No caption that is there is replaced. You can undo this in one step.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::DatasetWorkspace</name>
    <message numerus="yes">
        <source>%n caption(s) were started but not saved. “Unsaved drafts” under “Counts” shows them.</source>
        <translation>
            <numerusform>%n caption was started but not saved. “Unsaved drafts” under “Counts” shows it.</numerusform>
            <numerusform>%n captions were started but not saved. “Unsaved drafts” under “Counts” shows them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::DrawSamplesPage</name>
    <message numerus="yes">
        <source>%n sample(s) will be generated in the background.</source>
        <translation>
            <numerusform>%n sample will be generated in the background.</numerusform>
            <numerusform>%n samples will be generated in the background.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::EvaluationPresenter</name>
    <message numerus="yes">
        <source>%n item(s) were packed into %1.</source>
        <translation>
            <numerusform>%n item was packed into %1.</numerusform>
            <numerusform>%n items were packed into %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::EvaluationWorkspace</name>
    <message numerus="yes">
        <source>%n answer(s) were accepted.</source>
        <translation>
            <numerusform>%n answer was accepted.</numerusform>
            <numerusform>%n answers were accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were refused.</source>
        <translation>
            <numerusform>%n was refused.</numerusform>
            <numerusform>%n were refused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This shows the results of “%1” after %n answer(s) and reveals which system made which picture. Anyone who is still rating should not look. The rating study will record that %2 has seen the results.</source>
        <translation>
            <numerusform>This shows the results of “%1” after %n answer and reveals which system made which picture. Anyone who is still rating should not look. The rating study will record that %2 has seen the results.</numerusform>
            <numerusform>This shows the results of “%1” after %n answers and reveals which system made which picture. Anyone who is still rating should not look. The rating study will record that %2 has seen the results.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::ExampleCard</name>
    <message numerus="yes">
        <source>%n earlier caption(s)</source>
        <translation>
            <numerusform>%n earlier caption</numerusform>
            <numerusform>%n earlier captions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::GridDelegate</name>
    <message numerus="yes">
        <source>%n tok</source>
        <translation>
            <numerusform>%n tok</numerusform>
            <numerusform>%n tok</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::GridPane</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::HistogramCard</name>
    <message numerus="yes">
        <source>%1 to %2: %n caption(s)</source>
        <translation>
            <numerusform>%1 to %2: %n caption</numerusform>
            <numerusform>%1 to %2: %n captions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::ImportReportDialog</name>
    <message numerus="yes">
        <source>%Ln new image(s)</source>
        <translation>
            <numerusform>%Ln new image</numerusform>
            <numerusform>%Ln new images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new caption(s)</source>
        <translation>
            <numerusform>%Ln new caption</numerusform>
            <numerusform>%Ln new captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) already in the project</source>
        <translation>
            <numerusform>%Ln image already in the project</numerusform>
            <numerusform>%Ln images already in the project</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) found under a new path</source>
        <translation>
            <numerusform>%Ln image found under a new path</numerusform>
            <numerusform>%Ln images found under a new path</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) now contain a different picture</source>
        <translation>
            <numerusform>%Ln file now contains a different picture</numerusform>
            <numerusform>%Ln files now contain a different picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) not imported</source>
        <translation>
            <numerusform>%Ln row not imported</numerusform>
            <numerusform>%Ln rows not imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s) on imported rows</source>
        <translation>
            <numerusform>%Ln remark on imported rows</numerusform>
            <numerusform>%Ln remarks on imported rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::JudgesPage</name>
    <message numerus="yes">
        <source>%n judge(s) cannot be used.</source>
        <translation>
            <numerusform>%n judge cannot be used.</numerusform>
            <numerusform>%n judges cannot be used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) at once</source>
        <translation>
            <numerusform>%n picture at once</numerusform>
            <numerusform>%n pictures at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::MainWindow</name>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n queued</numerusform>
            <numerusform>%n queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have not finished yet. Completed work is kept either way.</source>
        <translation>
            <numerusform>%n job has not finished yet. Completed work is kept either way.</numerusform>
            <numerusform>%n jobs have not finished yet. Completed work is kept either way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting run(s) will continue without the window as well; otherwise they stay in the queue.</source>
        <translation>
            <numerusform>%n waiting run will continue without the window as well; otherwise it stays in the queue.</numerusform>
            <numerusform>%n waiting runs will continue without the window as well; otherwise they stay in the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting run(s) will stay in the queue until the project is opened again.</source>
        <translation>
            <numerusform>%n waiting run will stay in the queue until the project is opened again.</numerusform>
            <numerusform>%n waiting runs will stay in the queue until the project is opened again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) since the window was opened, newest first.</source>
        <translation>
            <numerusform>%n message since the window was opened.</numerusform>
            <numerusform>%n messages since the window was opened, newest first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::MetricPicturesPage</name>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::NewRunText</name>
    <message numerus="yes">
        <source>%n image(s) with a usable caption.</source>
        <translation>
            <numerusform>%n image with a usable caption.</numerusform>
            <numerusform>%n images with a usable caption.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) have no such caption and are left out.</source>
        <translation>
            <numerusform>%n image has no such caption and is left out.</numerusform>
            <numerusform>%n images have no such caption and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) are longer than the text encoder reads and will be truncated.</source>
        <translation>
            <numerusform>%n caption is longer than the text encoder reads and will be truncated.</numerusform>
            <numerusform>%n captions are longer than the text encoder reads and will be truncated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) in %1.</source>
        <translation>
            <numerusform>%n caption in %1.</numerusform>
            <numerusform>%n captions in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) are selected.</source>
        <translation>
            <numerusform>%n image is selected.</numerusform>
            <numerusform>%n images are selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) already have such a caption; captions of another captioner get a new version, and nothing is overwritten.</source>
        <translation>
            <numerusform>%n image already has such a caption; a caption of another captioner gets a new version, and nothing is overwritten.</numerusform>
            <numerusform>%n images already have such a caption; captions of another captioner get a new version, and nothing is overwritten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) will be generated, as a run of their own.</source>
        <translation>
            <numerusform>%n sample will be generated, as a run of its own.</numerusform>
            <numerusform>%n samples will be generated, as a run of their own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n sample(s) will be judged.</source>
        <translation>
            <numerusform>%1: %n sample will be judged.</numerusform>
            <numerusform>%1: %n samples will be judged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) already have metrics; the replaced values stay in the project&apos;s history. The same resampling seed gives the same intervals for the same samples.</source>
        <translation>
            <numerusform>%n run already has metrics; the replaced values stay in the project&apos;s history. The same resampling seed gives the same intervals for the same samples.</numerusform>
            <numerusform>%n runs already have metrics; the replaced values stay in the project&apos;s history. The same resampling seed gives the same intervals for the same samples.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n captioner(s), each trained for %1 steps, on %2 of %3 human captions.</source>
        <translation>
            <numerusform>%n captioner, each trained for %1 steps, on %2 of %3 human captions.</numerusform>
            <numerusform>%n captioners, each trained for %1 steps, on %2 of %3 human captions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All are compared on the captions of %n held-out image(s).</source>
        <translation>
            <numerusform>All are compared on the captions of %n held-out image.</numerusform>
            <numerusform>All are compared on the captions of %n held-out images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n metric(s) are computed.</source>
        <translation>
            <numerusform>%n metric is computed.</numerusform>
            <numerusform>%n metrics are computed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::PromptText</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distractor(s)</source>
        <translation>
            <numerusform>%n distractor</numerusform>
            <numerusform>%n distractors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::PromptsPage</name>
    <message numerus="yes">
        <source>%Ln prompt(s)</source>
        <translation>
            <numerusform>%Ln prompt</numerusform>
            <numerusform>%Ln prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) expect nothing: only metrics that compare picture and prompt can use them.</source>
        <translation>
            <numerusform>%Ln prompt expects nothing: only metrics that compare picture and prompt can use it.</numerusform>
            <numerusform>%Ln prompts expect nothing: only metrics that compare picture and prompt can use them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) repeat an earlier one; metrics use what the first of them expects.</source>
        <translation>
            <numerusform>%Ln prompt repeats an earlier one; metrics use what the first of them expects.</numerusform>
            <numerusform>%Ln prompts repeat earlier ones; metrics use what the first of them expects.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) have several lines and cannot be used for sampling here.</source>
        <translation>
            <numerusform>%Ln prompt has several lines and cannot be used for sampling here.</numerusform>
            <numerusform>%Ln prompts have several lines and cannot be used for sampling here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading COCO&apos;s files: %Ln element(s)…</source>
        <translation>
            <numerusform>Reading COCO&apos;s files: %Ln element…</numerusform>
            <numerusform>Reading COCO&apos;s files: %Ln elements…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::QualityPage</name>
    <message numerus="yes">
        <source>Quality of %Ln caption(s) in %1</source>
        <translation>
            <numerusform>Quality of %Ln caption in %1</numerusform>
            <numerusform>Quality of %Ln captions in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Quality of %Ln caption(s) in %1 by “%2”</source>
        <translation>
            <numerusform>Quality of %Ln caption in %1 by “%2”</numerusform>
            <numerusform>Quality of %Ln captions in %1 by “%2”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) of %1 corrected by a person</source>
        <translation>
            <numerusform>%Ln caption of %1 corrected by a person</numerusform>
            <numerusform>%Ln captions of %1 corrected by a person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lowest %n score(s)</source>
        <translation>
            <numerusform>Lowest %n score</numerusform>
            <numerusform>Lowest %n scores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Highest %n score(s)</source>
        <translation>
            <numerusform>Highest %n score</numerusform>
            <numerusform>Highest %n scores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::QueueBar</name>
    <message numerus="yes">
        <source>%n run(s) are waiting; the queue is on hold.</source>
        <translation>
            <numerusform>%n run is waiting; the queue is on hold.</numerusform>
            <numerusform>%n runs are waiting; the queue is on hold.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) are waiting.</source>
        <translation>
            <numerusform>%n run is waiting.</numerusform>
            <numerusform>%n runs are waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::ReportPage</name>
    <message numerus="yes">
        <source>CLIPScore: mean %1 of %n caption(s)</source>
        <translation>
            <numerusform>CLIPScore: mean %1 of %n caption</numerusform>
            <numerusform>CLIPScore: mean %1 of %n captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on average compared with %2; higher for %3 of %n image(s)</source>
        <translation>
            <numerusform>%1 on average compared with %2; higher for %3 of %n image</numerusform>
            <numerusform>%1 on average compared with %2; higher for %3 of %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more; the saved report lists them</source>
        <translation>
            <numerusform>and %n more; the saved report lists them</numerusform>
            <numerusform>and %n more; the saved report lists them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more caption source(s)</source>
        <translation>
            <numerusform>Show %n more caption source</numerusform>
            <numerusform>Show %n more caption sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::RunDetail</name>
    <message numerus="yes">
        <source>Compared with %n run(s)</source>
        <translation>
            <numerusform>Compared with %n run</numerusform>
            <numerusform>Compared with %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::RunQueue</name>
    <message numerus="yes">
        <source>%n run(s) of %1 are still waiting. When the project is opened again, they are still in the queue, on hold.</source>
        <translation>
            <numerusform>%n run of %1 is still waiting. When the project is opened again, it is still in the queue, on hold.</numerusform>
            <numerusform>%n runs of %1 are still waiting. When the project is opened again, they are still in the queue, on hold.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::ScatterCard</name>
    <message numerus="yes">
        <source>Show %Ln image(s)</source>
        <translation>
            <numerusform>Show %Ln image</numerusform>
            <numerusform>Show %Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyDetail</name>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation>
            <numerusform>%n prompt</numerusform>
            <numerusform>%n prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n answer(s).</source>
        <translation>
            <numerusform>After %n answer.</numerusform>
            <numerusform>After %n answers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyForm</name>
    <message numerus="yes">
        <source>%1 · %n picture(s)</source>
        <translation>
            <numerusform>%1 · %n picture</numerusform>
            <numerusform>%1 · %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) with the same prompt and seed exist.</source>
        <translation>
            <numerusform>%n pair with the same prompt and seed exists.</numerusform>
            <numerusform>%n pairs with the same prompt and seed exist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each rater sees %n item(s).</source>
        <translation>
            <numerusform>Each rater sees %n item.</numerusform>
            <numerusform>Each rater sees %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With %n prompt(s) and one answer to each, a true win share of %1 % is seen 8 times of 10.</source>
        <translation>
            <numerusform>With %n prompt and one answer to it, a true win share of %1 % is seen 8 times of 10.</numerusform>
            <numerusform>With %n prompts and one answer to each, a true win share of %1 % is seen 8 times of 10.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With %n prompt(s) and one answer to each, no difference is seen reliably.</source>
        <translation>
            <numerusform>With %n prompt and one answer to it, no difference is seen reliably.</numerusform>
            <numerusform>With %n prompts and one answer to each, no difference is seen reliably.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyListModel</name>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rater(s)</source>
        <translation>
            <numerusform>%n rater</numerusform>
            <numerusform>%n raters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::StudyPage</name>
    <message numerus="yes">
        <source>%1 of %n stage(s)</source>
        <translation>
            <numerusform>%1 of %n stage</numerusform>
            <numerusform>%1 of %n stages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n caption</numerusform>
            <numerusform>%n captions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>recap::gui::TrainingWorkspace</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of this project are waiting. The queue is on hold until you start it.</source>
        <translation>
            <numerusform>%n run of this project is waiting. The queue is on hold until you start it.</numerusform>
            <numerusform>%n runs of this project are waiting. The queue is on hold until you start it.</numerusform>
        </translation>
    </message>
</context>
</TS>
