"""Pages in other languages: a clean body and its language; and English under a wrong label.

newsx recognizes English alone; what it says of the rest is tested in `test_pipeline` and, as the
reader of a terminal sees it, in `view/test_table`.
"""

from typing import NamedTuple

import pytest

from newsx.parse import article_from_text, parse
from newsx.parse.language import language_of
from newsx.schema import Article, Document
from newsx.settings import Settings


class Story(NamedTuple):
    """An invented article, its boilerplate, and what the page says of its language."""

    language: str
    label: str | None
    headline: str
    paragraphs: tuple[str, ...]
    menu: tuple[str, ...]
    more: tuple[str, ...]
    legal: str


ENGLISH_MENU = ("Home", "Markets", "Companies", "Subscribe")
ENGLISH_MORE = ("Read more: Five stocks to watch this week", "Sign up for our newsletter")
ENGLISH_LEGAL = "© 2026 Ledger Media. All rights reserved. Terms of use and privacy policy."

STORIES = (
    Story(
        "de", "de-DE", "Pumpenbauer Wernicke senkt Prognose zum zweiten Mal",
        (
            (
                "Der Pumpenhersteller Wernicke hat seine Prognose für das laufende Jahr zum "
                "zweiten Mal gesenkt. Der Umsatz werde nun um vier bis sechs Prozent zurückgehen,"
                " teilte das Unternehmen am Donnerstag in Bielefeld mit."
            ),
            (
                "Bisher hatte der Vorstand mit einem Rückgang von höchstens drei Prozent "
                "gerechnet. Grund sei die schwache Nachfrage der Chemieindustrie, die "
                "Investitionen in neue Anlagen verschiebe."
            ),
            (
                "„Wir sehen noch keine Wende“, sagte Vorstandschefin Ulrike Dahlmann. Das "
                "Unternehmen werde 340 der 5200 Stellen streichen, vor allem in der Verwaltung."
            ),
            (
                "Die Aktie fiel am Vormittag um bis zu neun Prozent auf 31,40 Euro und war damit "
                "der größte Verlierer im Nebenwerteindex."
            ),
            (
                "Im dritten Quartal sank der Gewinn nach Steuern auf 12,6 Millionen Euro, nach "
                "19,8 Millionen Euro ein Jahr zuvor."
            ),
        ),
        ("Startseite", "Börse", "Unternehmen", "Abo"),
        ("Lesen Sie auch: Maschinenbau rechnet mit Stagnation", "Jetzt Newsletter abonnieren"),
        "© 2026 Westfälische Rundschau. Alle Rechte vorbehalten. Impressum und Datenschutz.",
    ),
    Story(
        "fr", None, "Le fabricant de vélos Montagnier supprime 120 postes",
        (
            (
                "Le fabricant de vélos Montagnier va supprimer 120 postes dans son usine de "
                "Saint-Étienne, a annoncé mardi la direction aux représentants du personnel."
            ),
            (
                "Les ventes de l'entreprise ont reculé de 22 % l'an dernier, à 187 millions "
                "d'euros, après deux années de forte croissance pendant la pandémie."
            ),
            (
                "« Nous avons des stocks pour neuf mois et les magasins ne commandent plus », a "
                "expliqué Hélène Barthod, la directrice générale, lors d'une conférence de "
                "presse."
            ),
            (
                "Les syndicats dénoncent une décision brutale et appellent à la grève à partir de"
                " jeudi. Ils rappellent que le groupe a versé 14 millions d'euros de dividendes "
                "en juin."
            ),
            (
                "L'État, qui détient 8 % du capital, a demandé à la direction de revoir son plan "
                "et de chercher un repreneur pour l'atelier de peinture."
            ),
        ),
        ENGLISH_MENU, ENGLISH_MORE, ENGLISH_LEGAL,
    ),
    Story(
        "es", "en", "La aerolínea Austral Sur recorta vuelos por el precio del combustible",
        (
            (
                "La aerolínea Austral Sur recortará un 9 % de sus vuelos a partir de marzo por el"
                " aumento del precio del combustible, según informó este lunes en un comunicado."
            ),
            (
                "La compañía, con sede en Rosario, dejará de volar a cuatro ciudades y reducirá "
                "las frecuencias en otras siete rutas que no son rentables."
            ),
            (
                "“No queremos subir los precios en plena temporada”, dijo su presidente, Gonzalo "
                "Ibarrola, que espera volver a los beneficios en el segundo semestre del año."
            ),
            (
                "El combustible representó el 37 % de los costes en el último trimestre, frente "
                "al 29 % de un año antes, y la empresa perdió 18 millones de dólares."
            ),
            (
                "Los pilotos han convocado una huelga para el viernes porque temen despidos, algo"
                " que la empresa niega."
            ),
        ),
        ("Portada", "Economía", "Empresas", "Suscríbete"),
        ("Lee también: El petróleo sube por quinto día", "Suscríbete a nuestro boletín"),
        "© 2026 Diario del Litoral. Todos los derechos reservados.",
    ),
    Story(
        "pt", "pt-BR", "Rede de farmácias Vida Clara compra rival por R$ 1,3 bilhão",
        (
            (
                "A rede de farmácias Vida Clara anunciou nesta quarta-feira a compra da rival Boa"
                " Saúde por R$ 1,3 bilhão, em uma operação que cria a terceira maior empresa do "
                "setor no país."
            ),
            (
                "O pagamento será feito em dinheiro e ações, e o negócio ainda depende da "
                "aprovação do órgão de defesa da concorrência, que deve analisar o caso até "
                "setembro."
            ),
            (
                "“As duas empresas se completam, pois uma é forte no Nordeste e a outra no Sul”, "
                "afirmou o presidente da Vida Clara, Otávio Menegatti, em teleconferência com "
                "analistas."
            ),
            (
                "Juntas, as redes têm 1.940 lojas e uma receita de R$ 11,2 bilhões por ano, "
                "segundo dados das próprias companhias."
            ),
            (
                "As ações da Vida Clara subiam 6,8% no início da tarde, para R$ 24,15, enquanto o"
                " índice da bolsa caía 0,4%."
            ),
        ),
        ("Início", "Mercados", "Empresas", "Assine"),
        ("Leia também: Juros sobem pela terceira vez", "Assine já e receba as notícias"),
        "© 2026 Gazeta do Sul. Todos os direitos reservados.",
    ),
    Story(
        "ru", "en-US", "Сеть магазинов «Северный ряд» открыла сотый магазин",
        (
            (
                "Сеть магазинов «Северный ряд» открыла в Вологде свой сотый магазин и "
                "рассчитывает увеличить выручку на 18% в этом году, сообщила компания в "
                "понедельник."
            ),
            (
                "В прошлом году выручка сети выросла на 24% и составила 61 млрд рублей, а чистая "
                "прибыль снизилась до 1,9 млрд рублей из-за роста расходов на аренду и зарплаты."
            ),
            (
                "«Мы не будем гнаться за числом магазинов, нам важна прибыль с каждого метра», — "
                "сказал генеральный директор компании Матвей Ледовской на встрече с журналистами."
            ),
            (
                "До конца года сеть планирует открыть ещё 22 магазина, в основном в городах с "
                "населением от 100 тысяч человек."
            ),
            (
                "Аналитики считают, что спрос на недорогие товары будет расти, так как реальные "
                "доходы населения почти не увеличиваются."
            ),
        ),
        ENGLISH_MENU, ENGLISH_MORE, ENGLISH_LEGAL,
    ),
    Story(
        "ja", "ja", "工作機械の高梨精機、通期予想を上方修正",
        (
            "工作機械メーカーの高梨精機は十二日、二〇二六年三月期の連結純利益が前期比一八％増の九十四億円になりそうだと発表した。従来予想は八十一億円だった。",
            "北米の航空機向けが好調で、円安も利益を押し上げた。売上高は七％増の千二百三十億円を見込み、従来予想から四十億円引き上げた。",
            "「受注残は過去最高の水準にあり、工場は休日も動いている」と、同日の記者会見で藤堂由紀社長は述べた。年間配当は五円増の六十五円とする。",
            "一方、中国向けの受注は四半期ベースで二割減った。自動車部品メーカーの設備投資が鈍っているためで、回復は来春以降になるとみている。",
            "株価は発表後に一時六％高の四千二百十円まで上昇し、年初来高値を更新した。",
        ),
        ("ホーム", "市場", "企業", "購読"),
        ("関連記事：機械受注、三カ月ぶり増", "ニュースレターに登録する"),
        "© 2026 中央経済通信 無断転載を禁じます",
    ),
    Story(
        "zh", None, "海川港务拟投资四十亿元扩建码头",
        (
            "海川港务周三公告称，公司计划投资四十亿元扩建两座集装箱码头，工程预计二〇二八年底完工，届时年吞吐能力将提高三成，达到九百万标准箱。",
            "公司表示，去年集装箱吞吐量同比增长百分之十一，现有泊位的利用率已超过百分之九十，船舶平均等待时间延长到十四个小时。",
            "“如果不扩建，我们的客户会转到邻近的港口，”公司董事长沈立群在电话会议上说。他预计项目的内部收益率约为百分之八。",
            "资金的六成将来自银行贷款，其余部分来自自有资金。公司去年净利润为十二亿六千万元，负债率为百分之四十三。",
            "公告发布后，公司股价午后上涨百分之三点二，报七元八角五分，成交额为六亿元。",
        ),
        ENGLISH_MENU, ENGLISH_MORE, ENGLISH_LEGAL,
    ),
    Story(
        "ar", "ar", "شركة الواحة للأغذية ترفع أرباحها الفصلية",
        (
            (
                "أعلنت شركة الواحة للأغذية يوم الأحد أن صافي أرباحها ارتفع بنسبة 14 في المئة في "
                "الربع الثالث من العام إلى 96 مليون ريال، بدعم من زيادة مبيعات الألبان."
            ),
            (
                "وقالت الشركة التي يقع مقرها في الدمام إن إيراداتها زادت إلى 1.2 مليار ريال مقابل"
                " 1.07 مليار ريال في الفترة نفسها من العام الماضي."
            ),
            (
                "وقال الرئيس التنفيذي سالم البرقاوي في بيان: «نتوقع أن يستمر الطلب القوي في الربع"
                " الرابع، لكن أسعار الأعلاف ما زالت مرتفعة»."
            ),
            (
                "وأضافت الشركة أنها ستفتتح مصنعا جديدا في جدة بتكلفة 310 ملايين ريال خلال العام "
                "المقبل، وأنه سيوفر نحو 450 وظيفة."
            ),
            (
                "وارتفع سهم الشركة 2.3 في المئة إلى 41.6 ريال في التعاملات المبكرة، بينما تراجع "
                "المؤشر العام للسوق."
            ),
        ),
        ("الرئيسية", "الأسواق", "الشركات", "اشترك"),
        ("اقرأ أيضا: المؤشر السعودي يتراجع", "اشترك في النشرة البريدية"),
        "© 2026 جريدة الساحل. جميع الحقوق محفوظة.",
    ),
    Story(
        "hi", "en-IN", "शारदा सीमेंट का मुनाफा दूसरी तिमाही में 21 प्रतिशत बढ़ा",
        (
            (
                "शारदा सीमेंट ने गुरुवार को बताया कि सितंबर तिमाही में उसका शुद्ध मुनाफा 21 "
                "प्रतिशत बढ़कर 148 करोड़ रुपये हो गया, क्योंकि सीमेंट की कीमतें बढ़ीं और ईंधन "
                "सस्ता हुआ।"
            ),
            (
                "कंपनी की आय 1,920 करोड़ रुपये रही, जो एक साल पहले 1,743 करोड़ रुपये थी। बिक्री "
                "की मात्रा नौ प्रतिशत बढ़कर 36 लाख टन हो गई।"
            ),
            (
                "कंपनी के प्रबंध निदेशक अनिरुद्ध झालानी ने कहा, “त्योहारों के बाद मांग और बढ़ेगी,"
                " खासकर गांवों में जहां मकान बन रहे हैं।”"
            ),
            (
                "कंपनी राजस्थान में एक नया संयंत्र लगाएगी, जिस पर 1,100 करोड़ रुपये खर्च होंगे और"
                " जो 2028 तक तैयार हो जाएगा।"
            ),
            (
                "नतीजों के बाद कंपनी का शेयर चार प्रतिशत चढ़कर 612 रुपये पर पहुंच गया, जो इस साल "
                "का सबसे ऊंचा स्तर है।"
            ),
        ),
        ENGLISH_MENU, ENGLISH_MORE, ENGLISH_LEGAL,
    ),
)  # fmt: skip


def page(story: Story, label: str | None) -> bytes:
    lang = f' lang="{label}"' if label else ""
    menu = "".join(
        f'<li><a href="/{number}">{name}</a></li>' for number, name in enumerate(story.menu)
    )
    text = [f"<p>{paragraph}</p>" for paragraph in story.paragraphs]
    related, letter = story.more
    return (
        f'<!doctype html><html{lang}><head><meta charset="utf-8"><title>{story.headline}</title>'
        f"</head><body><nav><ul>{menu}</ul></nav><main><article><h1>{story.headline}</h1>"
        f'<div class="article-body">{"".join(text[:2])}<p><a href="/x">{related}</a></p>'
        f'{"".join(text[2:])}</div><div class="newsletter"><p>{letter}</p></div></article></main>'
        f"<footer><p>{story.legal}</p></footer></body></html>"
    ).encode()


def read(content: bytes) -> Article:
    return parse(Document(source_ref="page", content=content), settings=Settings())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
def test_page_gives_its_body_and_its_language(story: Story) -> None:
    article = read(page(story, story.label))
    assert article.text.split("\n\n") == list(story.paragraphs)
    assert (article.in_language, article.headline) == (story.language, story.headline)
    assert article.completeness == "full"


@pytest.mark.parametrize("label", ["en", "xx", "de-AT", "", "x-default"])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
def test_language_is_told_by_the_text_whatever_its_label(story: Story, label: str) -> None:
    assert read(page(story, label)).in_language == story.language


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
def test_clean_text_tells_its_language(story: Story) -> None:
    assert article_from_text("\n\n".join(story.paragraphs)).in_language == story.language


BILINGUAL = """<html lang="fr"><body><article><h1>Quarterly results</h1>
<p>Lac Noir Mining said on Monday that it had produced 48,000 ounces of gold in the quarter, up
6% from a year earlier, and kept its forecast for the year.</p>
<p>The company, which is based in Montreal, sold the gold at an average price of $2,610 an ounce
and ended the quarter with C$84 million of cash.</p>
<p>“We are on track, and costs are under control,” said Maude Lachance, its chief executive, in a
statement that was published in two languages.</p>
<p>Lac Noir a indiqué lundi avoir produit 48 000 onces d'or au cours du trimestre.</p>
</article></body></html>"""


def test_bilingual_page_is_in_the_language_of_most_of_its_text() -> None:
    assert read(BILINGUAL.encode()).in_language == "en"


ENGLISH = (
    "Profit rose 5%.",
    "Nvidia shares jump 8%",
    "Shares fell.",
    "Tesla cuts prices in China by 5%",
    "UPDATE 1-Kestrel Oil Q3 profit falls 12%, cuts dividend",
    "ACME CORP Q2 EPS $1.20 VS $1.05; REV $3.4B VS $3.1B",
    "Brent crude up 2% at $81.20 a barrel",
    "Fed holds rates steady",
    "The bank said that profit fell in the quarter, as costs rose.",
    "A jury ordered the firm to pay $86 million to a former engineer.",
    "The bourse's volume topped 3.4m contracts, 50,000 above March's figure.",
)


@pytest.mark.parametrize("label", [None, "en", "xx", "de", "fr", "ja", "ru"])
@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_is_recognized_under_any_label(text: str, label: str | None) -> None:
    assert language_of(text, stated=label) in {None, "en"}


@pytest.mark.parametrize("label", ["de", "en-GB", "en_US", "xx", "", "x-default", "english"])
def test_english_page_is_recognized_under_any_label(label: str) -> None:
    page_of_label = BILINGUAL.replace('lang="fr"', f'lang="{label}"')
    assert read(page_of_label.encode()).in_language == "en"


@pytest.mark.parametrize(
    ("text", "label"),
    [("Daimler 5 Prozent", "de"), ("Gigabyte", "vi"), ("2,5 %", "fr"), ("", "es")],
)
def test_label_is_believed_where_the_text_cannot_tell(text: str, label: str) -> None:
    assert language_of(text, stated=label) == label


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Aktie der Bank fiel um 5 Prozent.", "de"),
        ("La banque a perdu 5 % en Bourse.", "fr"),
        ("Las acciones del banco cayeron un 5 %.", "es"),
        ("Акции банка упали на 5%.", "ru"),
        ("株価は五％下落した。", "ja"),
    ],
)
def test_a_sentence_in_another_language_is_told(text: str, language: str) -> None:
    assert article_from_text(text).in_language == language


@pytest.mark.parametrize(
    "text",
    [
        "Power sold: 11.4 billion kWh, +3.8% y/y.",
        "Average tariff: 41.2 fen per kWh, unchanged.",
        "Distribution per unit: S$0.0187, a 2.2% increase; gearing: 35.4%.",
    ],
)
def test_borrowed_words_and_letters_of_a_short_text_are_no_language(text: str) -> None:
    assert language_of(text) in {None, "en"}
