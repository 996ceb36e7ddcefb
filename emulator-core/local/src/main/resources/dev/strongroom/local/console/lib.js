// The one library, fetched by the build; everything else imports it from here.
import {
  h,
  html,
  render,
  Component,
  useState,
  useEffect,
  useLayoutEffect,
  useRef,
  useMemo,
  useCallback,
} from './htm.js';

export {h, html, render, Component, useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback};
