'use strict';
const tseslint = require('typescript-eslint');

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings come in through src/config.ts.',
};

module.exports = tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', environment],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNever: true }],
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // An async function without await still turns what it throws into a rejection.
      '@typescript-eslint/require-await': 'off',
      // Ours are closures in an object: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // A fact is text, a number, yes or no, or a routing: who shows one by String() knows which.
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  { files: ['src/config.ts', 'test/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // restify types path parameters as any; zod reads them.
    files: ['src/local/connector.ts', 'src/local/direct-line.ts', 'src/local/files.ts'],
    rules: { '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
  {
    // What comes from a row, an answer or a matcher is compared, not used.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  { files: ['src/local/page/*.js'], languageOptions: { sourceType: 'module' } },
);
