"""Article -> spaCy Doc: names, sentences, figures, periods, claims as spans.

`pipeline` loads a spaCy pipeline and runs it; `factories` lists its components, each a module here:

    encoder      one pass of the network: names, sentences, tags, trees, parts of claims
    gazetteer    names that lists know better, and the network's put right
    lemmas       lemmas by tag
    figures      sums, shares and quantities, by the grammar of characters
    periods      dates and periods, by the same grammar
    claims       who says what: contents, sources, cues

    capitals     names guessed from capitals, where there is no network
    sentences    sentences by rules of punctuation, where there is no parser
    labels       what another pipeline calls its entities, in our labels

What they are made of lies in folders: `network` (what goes in, and what its scores mean), `names`
(which spans are names, and of what), `speech` (how a text hands over what somebody said).
"""
