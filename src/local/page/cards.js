/* global AdaptiveCards, markdownit */
import { mend } from './mend.js';

const markdown = markdownit({ html: false, breaks: true, linkify: false }).disable('image');
const dark = matchMedia('(prefers-color-scheme: dark)');
const strong = matchMedia('(prefers-contrast: more)');

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

/**
 * @param onAction gets `{ type, verb, data }` of an Action.Execute.
 * @param persona in whose name links of our own are opened
 */
export function drawCard(content, onAction, persona) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig(dark.matches, strong.matches));
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) return openSafely(action.url, persona);
    if (action instanceof AdaptiveCards.ExecuteAction) onAction({ type: 'Action.Execute', verb: action.verb, data: action.data ?? {} });
    else if (action instanceof AdaptiveCards.SubmitAction) onAction({ type: 'Action.Submit', verb: '', data: action.data ?? {} });
  };
  card.parse(content);
  const drawn = card.render() ?? document.createElement('div');
  mend(drawn);
  return drawn;
}

export function drawMarkdown(text) {
  const element = document.createElement('div');
  element.innerHTML = markdown.render(text);
  return element;
}

export function onThemeChange(redraw) {
  for (const query of [dark, strong]) query.addEventListener('change', redraw);
}

function openSafely(url, persona) {
  if (!/^https?:/i.test(url ?? '')) return;
  const target = new URL(url);
  if (target.origin === location.origin) target.searchParams.set('from', persona);
  window.open(target.href, '_blank', 'noopener,noreferrer');
}

/** Sizes in pixels of a reader whose own text size is the usual 16. */
const scaled = (sizes) => {
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, size * scale]));
};

function hostConfig(isDark, isStrong) {
  const text = isDark ? '#ffffff' : isStrong ? '#000000' : '#242424';
  const subtle = isStrong ? text : isDark ? '#adadad' : '#616161';
  const pair = (color, subtleColor = color) => ({ default: color, subtle: subtleColor });
  const tone = (light, onDark, strong, strongOnDark) => pair(isStrong ? (isDark ? strongOnDark : strong) : isDark ? onDark : light);
  const foregroundColors = {
    default: pair(text, subtle),
    dark: pair(isDark ? '#d6d6d6' : text, subtle),
    light: pair(isDark ? '#ffffff' : subtle, subtle),
    accent: tone('#4f52b2', '#aab0ff', '#2b2e83', '#c7caff'),
    good: tone('#0e700e', '#92c353', '#074707', '#b8f27a'),
    warning: tone('#835b00', '#f8d22a', '#4d3500', '#ffe45c'),
    attention: tone('#b10e1c', '#f9818a', '#8a0010', '#ffb3b8'),
  };
  const style = (backgroundColor) => ({ backgroundColor, foregroundColors });
  return {
    supportsInteractivity: true,
    fontFamily: "'Segoe UI', system-ui, -apple-system, 'Noto Sans', sans-serif",
    fontSizes: scaled({ small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 }),
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: scaled({ small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 }),
    spacing: { none: 0, small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: isStrong ? text : isDark ? '#3d3d3d' : '#e0e0e0' },
    containerStyles: {
      default: style(isDark ? '#292929' : '#ffffff'),
      emphasis: style(isDark ? '#333333' : '#f5f5f5'),
      accent: style(isDark ? '#2f2f4a' : '#e8ebfa'),
      good: style(isDark ? '#1b2a1b' : '#e7f2da'),
      warning: style(isDark ? '#332b10' : '#fff4ce'),
      attention: style(isDark ? '#3b1f22' : '#fcf4f6'),
    },
    imageSizes: { small: 32, medium: 52, large: 100 },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      preExpandSingleShowCardAction: false,
      spacing: 'default',
    },
    adaptiveCard: { allowCustomStyle: false },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 160 }, value: { wrap: true }, spacing: 12 },
    inputs: { label: { requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } } },
    textBlock: { headingLevel: 2 },
    textStyles: { heading: { weight: 'bolder', size: 'large' }, columnHeader: { weight: 'bolder' } },
  };
}
